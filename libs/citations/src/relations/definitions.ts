import { readEnglishRelations } from './english-relations.js';
import { isChinese, type Relation, relationsBy } from './relation.js';

/** The terms that an article defines: 「本法所稱著作，指…」, 「一、著作：指…」, 「（以下簡稱學校）」. */
export function readDefinitions(text: string): readonly Relation[] {
  return relationsBy(definitions, 'defines', text, (term) => !noTerm.test(term));
}

/** A short parenthesis may stand inside: 縣（市）政府. */
const term = '(?:[^，。：；（）「」\\s]|（[^（）\\s]{1,4}）(?=[^，。：；（）\\s])){2,30}?';
const marker = '[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\\d{1,2}[.．、]';
const noTerm = /有下列|之(?:種類|內容|範圍)|範圍如|所[稱定]|[第本][^，]{1,9}條/;
const definitions = [
  new RegExp(
    `所稱之?(${term})(?:（[^（）\\n]{0,40}）)?(?:如下)?(?:[：︰]|，(?:係?指|在中央為|謂|為|則?應?包括|以[^，。\\n]{2,30}為限|其範圍如下|應具備|[^，。；\\n]{2,8}係指)|係指|為(?=各))`,
    'g',
  ),
  /[（(][^（）()\n]{0,60}?以下(?:簡|統|合)?稱(?:為)?「?([^（）()「」，、\n]{1,20}?)」?[）)]/g,
  new RegExp(`(?<=^|\\n|。)(?:本(?:法|條例|細則|辦法|規則|標準|準則))?稱(${term})(?:者)?，(?:謂|為|係?指)`, 'g'),
  /稱「([^「」\n]{2,60})」(?:者)?，?(?:係?指|謂)/g,
  /所稱((?:中央|地方)?主管機關)為/g,
  new RegExp(
    `(?<=^|\\n|。)　?(?:${marker})?(?:所謂)?((?![前本依但第稱於])${term})(?<!者)(?:，係?|係)指(?![定派揮導示明])`,
    'g',
  ),
  new RegExp(`(?<=^|\\n)　?(?:${marker})(${term})(?:（[^（）\\n]{0,40}）)?：(?:係?指|謂)`, 'g'),
];

/** An article with the id by which it is known to the caller: `J0070017:3`. */
export interface ReadArticle {
  readonly id: string;
  readonly text: string;
}

/** A term that a statute defines for all of its articles. */
export interface DefinedTerm {
  readonly term: string;
  /** The article that defines it. */
  readonly definedIn: string;
}

/**
 * The terms that a statute defines for all of its articles: 「本法所稱著作，指…」, those of a list under 「本法用詞，定義如下」, and
 * 「（以下簡稱學校）」. They come in the order of the articles; of several definitions of a term the first counts. Left out are terms that are
 * defined for one provision only (「前項所稱…」), names of the statute itself or its own body (「本法」, 「本會」), and terms of one character.
 */
export function definedTerms(articles: Iterable<ReadArticle>): readonly DefinedTerm[] {
  const terms = new Map<string, DefinedTerm>();
  for (const { id, text } of articles) {
    const relations = isChinese(text) ? readDefinitions(text) : readEnglishRelations(text);
    for (const { kind, span, about } of relations) {
      const term = text.slice(about.start, about.end).trim();
      if (kind !== 'defines' || terms.has(term) || !isTerm(term) || isOfOneProvision(text, span.start)) continue;
      terms.set(term, { term, definedIn: id });
    }
  }
  return [...terms.values()];
}

const longestTerm = 60;
const ownName = /^本(?:.|條例|細則|辦法|規則|標準|準則|規程|通則|要點)$/u;

function isTerm(term: string): boolean {
  return term.length >= 2 && term.length <= longestTerm && !ownName.test(term);
}

const place = '(?:第[〇零一二三四五六七八九十百千\\d]{1,9}[條項款目]|[前本同][一二三四五六七八九十]{0,2}[條項款目])';
const oneProvision = new RegExp(`${place}[^，。；\\n]{0,24}$`);
const oneProvisionAbove = new RegExp(`${place}[^。；\\n]{0,80}(?:所稱|用詞|名詞)`);
const longestIntroduction = 200;

/** By the words before it, or by those that introduce the list in which it stands. */
function isOfOneProvision(text: string, start: number): boolean {
  if (start > 0 && text[start - 1] !== '\n') return oneProvision.test(text.slice(Math.max(0, start - 40), start));
  const end = text.lastIndexOf('：\n', start);
  const introduction = end < 0 ? '' : text.slice(Math.max(0, end - longestIntroduction), end);
  return oneProvisionAbove.test(introduction.split(/[。\n]/).at(-1) ?? '');
}
