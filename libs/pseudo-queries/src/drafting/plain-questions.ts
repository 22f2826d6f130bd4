import { isStorable, toSimplified, toTaiwanese, toTraditional } from '@lexhop/foundation';
import type { ArticleNode } from '@lexhop/graph-model';

type Language = ArticleNode['language'];

/** What can be wrong with a single question. */
export type QuestionFault = 'not-a-question' | 'not-self-contained' | 'wrong-language' | 'too-long' | 'unstorable';

/** In characters. One character of Chinese or Japanese says as much as three of other languages. */
const longestQuestion = { dense: 120, spelled: 300 };
const dense: ReadonlySet<Language> = new Set(['zh-Hant', 'zh-Hans', 'ja']);

/** Words that mean something only beside the article: 本條, 前項, this Article. They do not count inside other words: 日本法, 相同條件, 該條款, 二年內. */
const pointing: readonly RegExp[] = [
  /(?:本|前|次|上|後|后)[條条](?!件|款|例|約|约)/u,
  /(?:本|前|次|上)[項款](?!目)|(?:本|前|次|上)项(?!目)/u,
  /前[一二三四五六七八九十]+[條条項项款]/u,
  /(?<![日基資资成根])本法(?![人院庭官])|本[條条]例|本[規规][則则]|本[辦办]法|本[細细][則则]/u,
  /(?<![相])同[條条項项](?!件|款|目|例)|[該该][條条項项](?!款|例|件|目)/u,
  /\b(?:this|the (?:preceding|foregoing|following|said|same|above)) (?:article|paragraph|subparagraph|act|section|provision)s?\b/iu,
  /\b(?:diese[smrn]?|vorstehende[smrn]?|vorige[smrn]?) (?:artikels?|absatz(?:es)?|paragraph(?:en)?|gesetz(?:es)?|vorschrift(?:en)?)\b/iu,
  /(?<!\p{L})(?:cet|cette|le présent|la présente|ce) (?:article|alinéa|paragraphe|loi|code)(?!\p{L})/iu,
];

/** The fault of a question by itself; undefined where it has none. */
export function questionFault(question: string, language: Language): QuestionFault | undefined {
  const longest = dense.has(language) ? longestQuestion.dense : longestQuestion.spelled;
  if (!isStorable(question)) return 'unstorable';
  if (question.length > longest) return 'too-long';
  if (!/[?？]["'”’」』）)]?$/u.test(question)) return 'not-a-question';
  if (!isWrittenIn(question, language)) return 'wrong-language';
  return pointing.some((words) => words.test(question)) ? 'not-self-contained' : undefined;
}

/** Numbers and labels that models put before a question; what follows a number must not make it a part of the sentence (1.5 倍, 一、二審). */
const labels: readonly RegExp[] = [
  /^[-*•·●▪]\s+/u,
  /^(?:q(?:uestion)?|問題|问题|題目|题目|提問|提问|問|问)\s*[（(]?\s*[\p{Nd}一二三四五六七八九十]{0,3}\s*[)）]?\s*[.:：、．]\s*/iu,
  /^第\s*[\p{Nd}一二三四五六七八九十]{1,3}\s*[題题問问]\s*[.:：、．]?\s*/u,
  /^(?:lay|legal|incoming|outgoing)(?:\s+question)?\s*\p{Nd}*\s*[.:：]\s*/iu,
  /^[（(]\s*(?:\p{Nd}{1,2}|[一二三四五六七八九十]{1,3})\s*[)）]\s*/u,
  /^\p{Nd}{1,2}\s*[.．、)）:：](?!\p{Nd})\s*/u,
  /^[一二三四五六七八九十]{1,3}\s*[、.．](?![一二三四五六七八九十])\s*/u,
  /^[①-⑳]\s*/u,
];
const mostLabels = 4;

/** A question without the numbers, labels and Markdown that a model put around it. */
export function plainQuestion(written: string): string {
  let question = written.trim();
  for (let taken = 0; taken < mostLabels; taken++) {
    // Bold, of the label or of the whole.
    const plain = question.replace(/^(\*\*|__)([\s\S]+?)\1\s*/u, '$2');
    const rest = labels.reduce((text, label) => text.replace(label, ''), plain).trim();
    if (rest === question || rest === '') break;
    question = rest;
  }
  return question;
}

type Script = 'simplified' | 'traditional' | 'either';

/** Characters that conversion tables count as Simplified and Taiwanese statutes use all the same. */
const atHomeInBoth = new Set('准秘雇台占群干里床征游咨佣岩吃余峰并采荐凶伙丑晒厘咸庄皂洒霉虱岳斗');

const scripts = new Map<string, Script>();

/**
 * Whether a question is written in a language: Chinese by its share of Chinese letters, and in the script that more of its characters
 * belong to; Japanese by its kana; English, German and French by their share of Latin letters; any other by a letter. Text of too few telling
 * characters passes.
 */
function isWrittenIn(text: string, language: Language): boolean {
  if (language === 'other') return /\p{L}/u.test(text);
  if (language === 'ja') return /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
  const chinese = count(text, /\p{Script=Han}/gu);
  const latin = count(text, /\p{Script=Latin}/gu);
  if (!dense.has(language)) return latin > 0 && chinese < latin * 0.2;
  // A Chinese character says about as much as three Latin letters.
  return chinese > 0 && chinese * 3 >= latin && isInScript(text, language === 'zh-Hant' ? 'traditional' : 'simplified');
}

function count(text: string, letters: RegExp): number {
  return text.match(letters)?.length ?? 0;
}

function isInScript(text: string, wanted: 'simplified' | 'traditional'): boolean {
  let lead = 0;
  for (const character of text) {
    const script = scriptOf(character);
    if (script !== 'either') lead += script === wanted ? 1 : -1;
  }
  return lead >= 0;
}

function scriptOf(character: string): Script {
  const known = scripts.get(character);
  if (known) return known;
  const script = judge(character);
  scripts.set(character, script);
  return script;
}

function judge(character: string): Script {
  if (atHomeInBoth.has(character)) return 'either';
  if (toSimplified(character) !== character) return 'traditional';
  return toTraditional(character) !== character ? 'simplified' : 'either';
}

/** A question in the other Chinese script, in that of the language; undefined where it is not Chinese, or in its script already. */
export function inScriptOf(question: string, language: Language): string | undefined {
  if (!language.startsWith('zh') || isWrittenIn(question, language)) return undefined;
  const isChinese = isWrittenIn(question, language === 'zh-Hant' ? 'zh-Hans' : 'zh-Hant');
  if (!isChinese) return undefined;
  return language === 'zh-Hant' ? toTaiwanese(question) : toSimplified(question);
}
