import { lengthAt } from '@lexhop/foundation';
import { type ArticleAt, articleListAt } from './article-list.js';
import type { StatuteNames } from './statute-names.js';
import { type TitleAt, unknownTitleBefore, unknownTitleBehind } from './unknown-titles.js';

/** An article that a query names: by the statute's name, or by a number alone. */
export interface QueryReference {
  /** Absent where the query names a statute that the graph does not have, or names none and the graph has several. */
  readonly statuteId?: string;
  /** The title that the query gives, where no statute of the graph has that name: 國家賠償法, 租賃契約. */
  readonly unknownTitle?: string;
  /** `10-1` */
  readonly number: string;
  readonly paragraph?: number;
  /** The words that name it, as `StatuteNames.asWritten` gives them. */
  readonly words: string;
}

/** The references of a query, and what else it says. */
export interface QueryReferences {
  readonly references: readonly QueryReference[];
  /** Statutes that the query names without an article, in its order, each once. */
  readonly statutes: readonly { readonly statuteId: string; readonly words: string }[];
  /** The query without the words that name articles. */
  readonly rest: string;
}

/** What may stand between a name and its number. */
const marks = /[\s「」『』《》〈〉"'“”:,、之的]*/y;
const ofTheStatute =
  /\s{0,3},?\s{0,3}(?:of|in|under|du|de la|des|der|del)?\s{0,3}(?:the\s{1,3})?(?:(?:roc|r\.o\.c\.|taiwan(?:'s|ese)?)\s{1,3})?/y;

/**
 * The articles that a query names, in its order, each once: 著作權法第52條, 個資法 19, 第九十一條之一, Article 52 of the Copyright Act,
 * Copyright Act § 52, and lists (民法第184條、第195條). A number alone belongs to the statute named last, unless another title stands beside it.
 * Pure; time in proportion to the query.
 */
export function referencesIn(query: string, names: StatuteNames): QueryReferences {
  const text = names.asWritten(query);
  const { found, statutes } = scan(text, names);
  const references = new Map(found.map(({ reference }) => [keyOf(reference), reference]));
  for (const { statuteId = '' } of references.values()) statutes.delete(statuteId);
  const alone = [...statutes].map(([statuteId, { start, end }]) => ({ statuteId, words: text.slice(start, end) }));
  return { references: [...references.values()], statutes: alone, rest: restOf(text, found) };
}

function restOf(text: string, found: readonly FoundReference[]): string {
  const starts = [...found.map(({ start }) => start), text.length];
  const ends = [0, ...found.map(({ end }) => end)];
  return ends.map((end, place) => text.slice(end, starts[place])).join(' ');
}

/** Articles in their order, and statutes by id. */
function scan(text: string, names: StatuteNames) {
  const found: FoundReference[] = [];
  const statutes = new Map<string, NamedStatute>();
  let named: NamedStatute | undefined;
  /** Where what was found last ends. */
  let last = 0;
  for (let index = 0; index < text.length;) {
    const name = names.nameAt(text, index);
    if (name) {
      named = { ...name, start: index };
      statutes.set(name.statuteId, named);
      index = last = name.end;
      continue;
    }
    const stands = named !== undefined && isBefore(text, named.end, index);
    const list = articleListAt(text, index, stands);
    const end = list.at(-1)?.end;
    if (end !== undefined) {
      const place = { start: index, end };
      named = statuteBehind(text, place, { stands, names }) ?? statuteBefore(text, { last, index, named }, names);
      found.push(...foundIn(text, list, { statute: named, only: names.only }));
      last = found.at(-1)?.end ?? end;
    }
    index = end === undefined ? index + 1 : last;
  }
  return { found, statutes };
}

/** A statute at the place of its name: one of the graph by its id, another by its title. */
interface NamedStatute {
  readonly statuteId?: string;
  readonly unknownTitle?: string;
  readonly start: number;
  readonly end: number;
}

interface FoundReference {
  readonly reference: QueryReference;
  readonly start: number;
  readonly end: number;
}

/** The statute whose name, or another title, stands behind a list of articles in Latin letters; where none `stands` before it, the blank is enough. */
function statuteBehind(
  text: string,
  { start, end }: { readonly start: number; readonly end: number },
  { stands, names }: { readonly stands: boolean; readonly names: StatuteNames },
): NamedStatute | undefined {
  if (!/(?!\p{Script=Han})[\p{L}§]/u.test(text.slice(start, start + 1))) return undefined;
  const place = end + lengthAt(ofTheStatute, text, end);
  const mayBeBehind = place > end && !(stands && text.slice(end, place).trim() === '');
  const behind = mayBeBehind ? names.nameAt(text, place) : undefined;
  return behind ? { ...behind, start: place } : unknown(unknownTitleBehind(text, end));
}

/** Another title that stands right before a number, else the statute that was named last. */
function statuteBefore(
  text: string,
  { last, index, named }: { readonly last: number; readonly index: number; readonly named: NamedStatute | undefined },
  names: StatuteNames,
): NamedStatute | undefined {
  const title = unknownTitleBefore(text, last, index);
  if (!title) return named;
  const statuteId = rulesOf(named, title.title, names);
  return statuteId === undefined ? unknown(title) : { statuteId, start: title.start, end: title.end };
}

function unknown(title: TitleAt | undefined): NamedStatute | undefined {
  return title && { unknownTitle: title.title, start: title.start, end: title.end };
}

/** 勞動基準法第38條及施行細則第24條: the rules of the statute that was named. */
function rulesOf(named: NamedStatute | undefined, title: string, names: StatuteNames): string | undefined {
  const of = names.statutes.find(({ id }) => id === named?.statuteId);
  return of && title.startsWith('施行') ? names.idOf(`${of.title}${title}`) : undefined;
}

/** The articles of a list as references; its statute's name belongs to the one that it stands at. */
function foundIn(
  text: string,
  list: readonly ArticleAt[],
  { statute, only }: { readonly statute: NamedStatute | undefined; readonly only: string | undefined },
): readonly FoundReference[] {
  const { start: named = -1, end: namedEnd = -1, ...of } = statute ?? (only === undefined ? {} : { statuteId: only });
  return list.map(({ start: first, end: last, ...article }, index) => {
    const start = named >= 0 && isBefore(text, namedEnd, first) ? named : first;
    const end = named >= last && index === list.length - 1 ? namedEnd : last;
    return { reference: { ...of, ...article, words: text.slice(start, end).trim() }, start, end };
  });
}

function keyOf({ statuteId, unknownTitle, number, paragraph }: QueryReference): string {
  return `${statuteId ?? unknownTitle ?? ''}:${number}#${paragraph ?? ''}`;
}

/** Whether nothing but marks stands between two places. */
function isBefore(text: string, end: number, index: number): boolean {
  return index >= end && index - end <= 6 && lengthAt(marks, text.slice(0, index), end) === index - end;
}

const askingWords =
  /規定|规定|規範|内容|內容|條文|条文|全文|什麼|什么|甚麼|怎麼|怎么|為何|为何|請問|请问|請|请|我|想|查|意思|解釋|解释|查詢|查询|說|说|寫|写|看|是|的|之|有|了|嗎|吗|呢|what|does|say|says|text|show|tell|please|the|of|is|in|me/gi;

/** Whether a query only names articles: 著作權法第五十二條規定什麼？ */
export function namesNothingElse({ references, rest }: QueryReferences): boolean {
  return references.length > 0 && !/[\p{L}\p{N}]/u.test(rest.replaceAll(askingWords, ''));
}
