import { parseArticleNumber } from '@lexhop/statutes';
import type { StatuteNames } from './statute-names.js';

/** An article that a query names: by the statute's name, or by a number alone. */
export interface QueryReference {
  /** Absent where the query names no statute and the graph has several. */
  readonly statuteId?: string;
  /** `10-1` */
  readonly number: string;
  readonly paragraph?: number;
  /** The words that name it, as `StatuteNames.asWritten` gives them. */
  readonly words: string;
}

/** The references of a query, and what it says beside them. */
export interface QueryReferences {
  readonly references: readonly QueryReference[];
  /** Statutes that it names without an article, in its order, each once. */
  readonly statutes: readonly { readonly statuteId: string; readonly words: string }[];
  /** The query without the words that name articles. */
  readonly rest: string;
}

const numeral = '[0-9〇零一二三四五六七八九十百千廿卅]+';
const subNumbers = `(?:[之-]\\s?${numeral})*`;
const paragraph = `(?:\\s*第?\\s*(?<paragraph>${numeral})\\s*[項项])?`;
/** 第52條, 第 91 條之 1, 52條, 第五十二條第二項; at a place of the text. */
const chinese = new RegExp(
  `第?\\s*(?<label>${numeral}${subNumbers})\\s*[條条](?<after>${subNumbers})${paragraph}`,
  'y',
);
/** 個資法19, 民法§184-1, 民法 第184: without the word for an article, right after a name. */
const bare =
  /(?:第|§|art\.?|article|section|sec\.?)?\s*(?<label>[0-9]{1,4}(?:[之-][0-9]{1,3})*)(?![0-9]|[.,][0-9]|\s*[年月日元萬万億亿%天人小個个歲岁期倍號号次])/y;
const english = /(?:article|articles|art\.|section|sec\.|§)\s*(?<label>[0-9]{1,4}(?:-[0-9]{1,3})*)/y;
/** What may stand between a name and its number, and between numbers of one list. */
const marks = /[\s「」『』《》〈〉"'“”:,、之的]*/y;
const ofTheStatute = /\s*,?\s*(?:of|in|under)?\s*(?:the\s+)?/y;

/**
 * The articles that a query names, in its order, each once: 著作權法第52條, 個資法 19, 第九十一條之一, Article 52 of the Copyright Act,
 * Copyright Act § 52, and lists (民法第184條、第195條), whose numbers are of the statute named last. Pure; time in proportion to the query.
 */
export function referencesIn(query: string, names: StatuteNames): QueryReferences {
  const text = names.asWritten(query);
  const { found, statutes } = scan(text, names);
  const rest = found.toReversed().reduce((left, { start, end }) => `${left.slice(0, start)} ${left.slice(end)}`, text);
  const references = new Map(found.map(({ reference }) => [keyOf(reference), reference]));
  for (const { statuteId = '' } of references.values()) statutes.delete(statuteId);
  const alone = [...statutes].map(([statuteId, { start, end }]) => ({ statuteId, words: text.slice(start, end) }));
  return { references: [...references.values()], statutes: alone, rest };
}

/** Articles in their order, and statutes by id. */
function scan(text: string, names: StatuteNames) {
  const found: FoundReference[] = [];
  const statutes = new Map<string, NamedStatute>();
  let named: NamedStatute | undefined;
  for (let index = 0; index < text.length;) {
    const name = names.nameAt(text, index);
    if (name) {
      named = { ...name, start: index };
      statutes.set(name.statuteId, named);
      index = name.end;
      continue;
    }
    const article = articleAt(text, index, named?.end);
    const reference = article && referenceAt(text, { article, index, named }, names);
    if (reference) {
      named = reference.named;
      found.push(reference);
    }
    index = reference?.end ?? index + 1;
  }
  return { found, statutes };
}

/** A statute's name at its place. */
interface NamedStatute {
  readonly statuteId: string;
  readonly start: number;
  readonly end: number;
}

interface FoundReference {
  readonly reference: QueryReference;
  readonly start: number;
  readonly end: number;
  /** The statute that numbers after it are of. */
  readonly named: NamedStatute | undefined;
}

/** An article of the statute named before it, or in English after it. */
function referenceAt(
  text: string,
  {
    article,
    index,
    named,
  }: { readonly article: ArticleAt; readonly index: number; readonly named: NamedStatute | undefined },
  names: StatuteNames,
): FoundReference {
  const after = statuteAfter(text, { index, end: article.end }, names);
  const statute = after ?? named;
  const start = statute && isBefore(text, statute.end, index) ? statute.start : index;
  const end = after ? after.end : article.end;
  const reference = withStatute(article, statute?.statuteId ?? names.only, text.slice(start, end).trim());
  return { reference, start, end, named: statute };
}

function withStatute(
  { number, paragraph: part }: ArticleAt,
  statuteId: string | undefined,
  words: string,
): QueryReference {
  return {
    ...(statuteId !== undefined && { statuteId }),
    number,
    ...(part !== undefined && { paragraph: part }),
    words,
  };
}

function keyOf({ statuteId = '', number, paragraph: part }: QueryReference): string {
  return `${statuteId}:${number}#${part ?? ''}`;
}

interface ArticleAt {
  readonly number: string;
  readonly paragraph?: number;
  readonly end: number;
}

/** The article whose number begins here: with a word for it, or bare right behind a name. */
function articleAt(text: string, index: number, nameEnd: number | undefined): ArticleAt | undefined {
  const isBehindName = nameEnd !== undefined && isBefore(text, nameEnd, index);
  const patterns = isBehindName ? [chinese, english, bare] : [chinese, english];
  const match = patterns.map((pattern) => matchAt(pattern, text, index)).find((each) => each !== undefined);
  if (!match || isInsideNumber(text, index)) return undefined;
  const { label = '', after = '', paragraph: part } = match.groups ?? {};
  const number = parseArticleNumber(`${label}${after}`.replaceAll(/\s/g, '').replaceAll('之', '-'));
  if (number === undefined) return undefined;
  const end = index + match[0].length;
  return part === undefined ? { number, end } : { number, end, paragraph: Number(parseArticleNumber(part)) };
}

/** 第二十四條 is one number, not also 十四條 within it. */
function isInsideNumber(text: string, index: number): boolean {
  return /[0-9〇零一二三四五六七八九十百千廿卅第.-]/.test(text[index - 1] ?? '') && text[index - 1] !== undefined;
}

/** Article 52 of the Copyright Act: the statute's name behind the number. */
function statuteAfter(
  text: string,
  { index, end }: { readonly index: number; readonly end: number },
  names: StatuteNames,
): NamedStatute | undefined {
  const gap = /[a-z§]/.test(text[index] ?? '') ? lengthAt(ofTheStatute, text, end) : 0;
  const name = gap > 0 ? names.nameAt(text, end + gap) : undefined;
  return name && { ...name, start: index };
}

/** Whether nothing but marks stands between two places. */
function isBefore(text: string, end: number, index: number): boolean {
  return index >= end && index - end <= 6 && lengthAt(marks, text.slice(0, index), end) === index - end;
}

/** What a sticky pattern finds at a place. */
function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | undefined {
  pattern.lastIndex = index;
  return pattern.exec(text) ?? undefined;
}

function lengthAt(pattern: RegExp, text: string, index: number): number {
  return matchAt(pattern, text, index)?.[0].length ?? 0;
}

const askingWords =
  /規定|规定|規範|内容|內容|條文|条文|全文|什麼|什么|甚麼|怎麼|怎么|為何|为何|請問|请问|意思|解釋|解释|查詢|查询|說|说|寫|写|看|是|的|之|有|了|嗎|吗|呢|what|does|say|says|text|show|the|of|is|in|me/gi;

/** Whether a query says nothing beside the articles that it names: 著作權法第五十二條規定什麼？ */
export function namesNothingElse({ references, rest }: QueryReferences): boolean {
  return references.length > 0 && !/[\p{L}\p{N}]/u.test(rest.replaceAll(askingWords, ''));
}
