import { lengthAt, matchAt, nearestNames } from '@lexhop/foundation';
import { inScript, numeralCharacters } from '@lexhop/statutes';
import namesByTitle from './common-names.json' with { type: 'json' };

/** A statute of a graph, and what else it is called there. */
export interface NamedStatute {
  readonly id: string;
  readonly title: string;
  /** Whether it is not in force. A name that it shares with a statute in force means the other one. */
  readonly abolished?: boolean;
  /** Short names that the graph's own texts define: 政府採購法（以下簡稱採購法）. */
  readonly shortNames?: readonly string[];
}

/** Every name of a graph's statutes. Only here do names become ids. */
export interface StatuteNames {
  /** As they were given. */
  readonly statutes: readonly NamedStatute[];
  /**
   * The statute whose name begins exactly here, by the longest name that does, with the part that it goes on with (民法繼承編), in a text that
   * `asWritten` made. Undefined where none does, or where the name is part of a longer word (民法 in 國民法官, 保險法 in 就業保險法, act in contract).
   */
  nameAt(text: string, start: number): { readonly statuteId: string; readonly end: number } | undefined;
  /** The statute that a whole text names: 勞基法, 「著作權法」, `J0070017`. */
  idOf(text: string): string | undefined;
  /** Those whose titles contain a text, the shortest first. */
  containing(text: string): readonly NamedStatute[];
  /** Those with a name most like a text, nearest first; at most five. */
  nearest(text: string): readonly NamedStatute[];
  /** The graph's only statute. */
  readonly only?: string;
  /** A query as the names are written: full-width forms and dashes as their usual ones, in the graph's script, lower case, 台 as 臺. */
  asWritten(query: string): string;
}

const mostNearest = 5;

/**
 * What people call statutes beside their titles: short names as courts, ministries and newspapers write them, and the English
 * titles of the ministry's translations (law.moj.gov.tw/ENG). A name that is another statute's title in the same graph is not used.
 */
const commonNames: Readonly<Record<string, readonly string[]>> = namesByTitle;

/**
 * The names of a graph's statutes: titles, titles without the state's name or what stands behind them in parentheses, the short names defined in their texts, common short names and
 * English titles, and ids. A title comes before a short name, a statute in force before one that is not; a short name that two statutes
 * share means none.
 */
export function statuteNames(statutes: readonly NamedStatute[], script: 'zh-Hant' | 'zh-Hans'): StatuteNames {
  const ids = idsByName(statutes);
  const known = [...ids].filter((entry): entry is [string, string] => entry[1] !== undefined);
  const byBeginning = longestFirst(known);
  const byId = new Map(statutes.map((statute) => [statute.id, statute]));
  const asWritten = (query: string) => foldName(inScript(query.normalize('NFKC'), script));
  const mayBegin = ([name, id]: readonly [string, string], text: string, start: number) =>
    endsTitle(name, byId.get(id)) ? mayPrecede.test(before(text, start)) : !endsCommonName(name, text, start);
  const standsAt = (name: readonly [string, string], text: string, start: number) =>
    text.startsWith(name[0], start) && standsAlone(text, start, start + name[0].length) && mayBegin(name, text, start);
  const [first, ...others] = statutes;
  return {
    statutes,
    nameAt: (text, start) => {
      if (isInsideWord(text, start)) return undefined;
      const names = beginnings.flatMap((length) => byBeginning.get(text.slice(start, start + length)) ?? []);
      const found = names.find((name) => standsAt(name, text, start));
      if (!found) return clippedAt(text, start, ids);
      const end = start + found[0].length;
      return { statuteId: found[1], end: end + lengthAt(partHere, text, end) };
    },
    idOf: (text) =>
      byId.get(text.trim())?.id ?? ids.get(asWritten(text).replace(/^[\s「『《〈"'“]+|[\s」』》〉"'”]+$/g, '')),
    containing: (text) => {
      const part = asWritten(text);
      const found = statutes.filter(({ title }) => foldName(title).includes(part));
      return found.toSorted((one, other) => one.title.length - other.title.length);
    },
    nearest: (text) => {
      const near = new Set(namesLike(asWritten(text.trim()), new Map(known)));
      return [...near].slice(0, mostNearest).flatMap((id) => byId.get(id) ?? []);
    },
    ...(first && others.length === 0 && { only: first.id }),
    asWritten,
  };
}

function idsByName(statutes: readonly NamedStatute[]): ReadonlyMap<string, string | undefined> {
  const ids = new Map<string, string | undefined>();
  const inForce = statutes.filter(({ abolished }) => !abolished);
  for (const statute of inForce) {
    for (const name of otherNamesOf(statute)) {
      const held = ids.has(name) ? ids.get(name) : statute.id;
      ids.set(name, held === statute.id ? held : undefined);
    }
  }
  for (const { id, title } of inForce) ids.set(foldName(title), id);
  for (const statute of statutes.filter(({ abolished }) => abolished)) {
    for (const name of [foldName(statute.title), ...otherNamesOf(statute)])
      if (!ids.has(name)) ids.set(name, statute.id);
  }
  return ids;
}

/** Ids of those with a name that has all letters of a text in their order (勞準法 of 勞動基準法), the shortest first; then of those spelt almost like it. */
function namesLike(text: string, ids: ReadonlyMap<string, string>): readonly string[] {
  if (text === '') return [];
  const longer = [...ids.keys()].filter((name) => hasInOrder(name, text));
  const spelt = nearestNames(text, ids.keys(), Math.max(1, Math.floor(text.length / 2)));
  const names = [...longer.toSorted((one, other) => one.length - other.length), ...spelt];
  return names.flatMap((name) => ids.get(name) ?? []);
}

function hasInOrder(name: string, letters: string): boolean {
  let found = 0;
  for (const letter of name) if (letter === letters[found]) found += 1;
  return found === letters.length;
}

/** Titles of the statutes that are commonly called so: 勞動基準法 of 勞基法; none for what is no common name. */
export function titlesCalled(name: string): readonly string[] {
  const called = foldName(name.trim());
  return Object.entries(commonNames).flatMap(([title, names]) =>
    names.some((one) => foldName(one) === called) ? [title] : [],
  );
}

/** A text as names are compared: full-width forms and dashes as their usual ones, lower case, 台 as 臺. Its script stays. */
export function foldName(text: string): string {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[‐-―−]/g, '-');
  return plain.replaceAll('台', '臺').replace(/\blabour\b/g, 'labor');
}

/** How many of its first letters a name is looked up by: the most that it has. */
const beginnings = [8, 4, 3, 2] as const;

/** Names by their first letters, so that few are compared at a place. */
function longestFirst(entries: readonly (readonly [string, string])[]) {
  const byBeginning = new Map<string, (readonly [string, string])[]>();
  for (const entry of entries.toSorted(([one], [other]) => other.length - one.length)) {
    const beginning = entry[0].slice(
      0,
      beginnings.find((length) => length <= entry[0].length),
    );
    const held = byBeginning.get(beginning);
    if (held) held.push(entry);
    else byBeginning.set(beginning, [entry]);
  }
  return byBeginning;
}

/** Whether a place is within a word of Latin letters, where no name begins. */
function isInsideWord(text: string, start: number): boolean {
  return partOfWord.test(text[start - 1] ?? '') && partOfWord.test(text[start] ?? '');
}

/** A letter or digit that would make a longer word of a name in Latin letters. */
const partOfWord = /(?!\p{Script=Han})[\p{L}\p{N}_]/u;

/** Words that may follow a name or a number in Han characters, as alternatives of a pattern. */
export const wordsBehind =
  '[第的之中上內里裡裏與和及或是對有在可能嗎吗呢什為为說说至到跟]|規定|规定|關於|关于|修正|如何|怎';
/** What may follow a name of Han characters without making a longer word of it: 民法第, 民法的, 民法規定; not 民法官, 民法施行法. */
const mayFollow = new RegExp(`(?:$|[^\\p{Script=Han}]|${wordsBehind}|${numeralCharacters})`, 'uy');
/** A part of a statute behind its name: 民法繼承編, 民法第五編, 刑法分則; not 民法債編施行法. */
const partHere = new RegExp(
  `(?:(?:第\\s{0,3}${numeralCharacters}{1,4})?(?:(?![法與与和及])\\p{Script=Han}){0,4}[編编]|[總总分][則则])(?!施行)`,
  'uy',
);
/** What may precede a name that ends longer titles, too: 依民法, 我國民法; not 就業保險法, 中央銀行法. */
const mayPrecede = new RegExp(
  `(?:^|[^\\p{Script=Han}]|[依與与及和或的之照按於于在對对由就從从以是跟據据至到看查問问反犯見见何條条項项款段定說说找則则但即如若因而並并且又將将給给寫写新舊旧了嗎吗呢麼么以用這这那該该此們们請请想知爲較较括除有慮虑受稱称指屬属]|[我民]國|[我民]国|[臺台][灣湾]|現行|现行|${numeralCharacters})$`,
  'u',
);
const longestEnd = 4;

/** Whether a name in Han characters is what longer titles may end with: 刑法 of 陸海空軍刑法. No title ends with an abbreviation. */
function endsTitle(name: string, statute: NamedStatute | undefined): boolean {
  return name.length <= longestEnd && /^\p{Script=Han}/u.test(name) && foldName(statute?.title ?? '').endsWith(name);
}

/** Whether a name in a text is the end of a longer one that the graph need not have: Insurance Act of National Health Insurance Act. */
function endsCommonName(name: string, text: string, start: number): boolean {
  return foldedCommonNames.some(
    (longer) => longer.length > name.length && longer.endsWith(name) && text.endsWith(longer, start + name.length),
  );
}

const foldedCommonNames = Object.values(commonNames).flat().map(foldName);

function before(text: string, start: number): string {
  return text.slice(Math.max(0, start - 2), start);
}

/** 民§184, 個資§19: a name without its last 法, right before the sign. */
function clippedAt(text: string, start: number, ids: ReadonlyMap<string, string | undefined>) {
  const clipped = matchAt(beforeSign, text, start)?.[0];
  const statuteId = clipped === undefined ? undefined : ids.get(`${clipped}法`);
  if (clipped === undefined || statuteId === undefined || !mayPrecede.test(before(text, start))) return undefined;
  return { statuteId, end: start + clipped.length };
}

const beforeSign = /\p{Script=Han}{1,8}(?=\s{0,3}§)/uy;
const ofAnother = /(?:rules|regulations)\s(?:of|for)\s(?:the\s)?$/;

function standsAlone(text: string, start: number, end: number): boolean {
  if (/\p{Script=Han}/u.test(text[end - 1] ?? ''))
    return matchAt(mayFollow, text, end) !== undefined || lengthAt(partHere, text, end) > 0;
  const after = text[end] ?? '';
  const isWord = !partOfWord.test(text[start - 1] ?? '') && (/[0-9]/.test(after) || !partOfWord.test(after));
  return isWord && !ofAnother.test(text.slice(Math.max(0, start - 24), start));
}

function otherNamesOf({ id, title, shortNames = [] }: NamedStatute): readonly string[] {
  const withoutState = title.replace(/^(?:中华人民共和国|中華人民共和國|中華民國)(?=.{2})/, '');
  const plain = withoutState.replace(/(?<=.{2}) ?[（(][^（()）]*[)）]$/, '');
  const common = [...(commonNames[title] ?? []), ...(commonNames[withoutState] ?? []), ...namesOfRules(plain)];
  return [...new Set([id, withoutState, plain, ...shortNames, ...common])]
    .map(foldName)
    .filter((name) => name.length > 1);
}

/** 勞基法施行細則 of 勞動基準法施行細則. */
function namesOfRules(title: string): readonly string[] {
  const [, of = '', kind = ''] = /^(.+)(施行[細细][則则]|施行法)$/.exec(title) ?? [];
  return (commonNames[of] ?? []).map((name) =>
    /\p{Script=Han}/u.test(name) ? `${name}${kind}` : `Enforcement Rules of the ${name}`,
  );
}
