import ask from './en/ask.json';
import builds from './en/builds.json';
import graph from './en/graph.json';
import shell from './en/shell.json';
import statutes from './en/statutes.json';
import system from './en/system.json';
import askZhHant from './zh-hant/ask.json';
import buildsZhHant from './zh-hant/builds.json';
import graphZhHant from './zh-hant/graph.json';
import serverZhHant from './zh-hant/server.json';
import shellZhHant from './zh-hant/shell.json';
import statutesZhHant from './zh-hant/statutes.json';
import systemZhHant from './zh-hant/system.json';

/** What stands in the braces of a text. */
type WordValues = Readonly<Record<string, string | number>>;

const slot = /\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g;

/**
 * Fills `{name}` with its value and `{count|article|articles}` with the form for that count; numbers as the language
 * writes them. A slot without a value is a fault of the caller and throws.
 */
export function fill(text: string, values: WordValues, language: string): string {
  return text.replace(slot, (_whole, name: string, one: string | undefined, other: string | undefined) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The text "${text}" needs a value for {${name}}.`);
    if (one !== undefined) return value === 1 ? one : (other ?? one);
    return typeof value === 'number' ? value.toLocaleString(language) : value;
  });
}

const en = { ...shell, ...statutes, ...builds, ...graph, ...ask, ...system };

/** Names one text of the page. */
export type WordKey = keyof typeof en;

/** Every text of the page, by language; a key that one language lacks does not compile. */
export const catalogues = {
  'zh-Hant': {
    ...shellZhHant,
    ...statutesZhHant,
    ...buildsZhHant,
    ...graphZhHant,
    ...askZhHant,
    ...systemZhHant,
  },
  en,
} as const satisfies Readonly<Record<string, Readonly<Record<WordKey, string>>>>;

export type Language = keyof typeof catalogues;
export const languages: readonly Language[] = ['zh-Hant', 'en'];

/** Each language by its own name: never translated. */
export const languageNames: Readonly<Record<Language, string>> = { 'zh-Hant': '繁體中文', en: 'English' };

/** The server's sentences by code, in the languages that it does not speak itself. */
export const serverSentences: Readonly<Partial<Record<Language, Readonly<Record<string, string>>>>> = {
  'zh-Hant': serverZhHant,
};

/** What a sentence of the server is about. */
export type SentenceKind = 'note' | 'problem' | 'reason' | 'estimate' | 'build-warning' | 'statute-warning';

/** A sentence as the server says it, in English, with its code and, beside that, its facts. */
export interface SaidByServer {
  readonly code: string;
  readonly sentence: string;
  readonly [fact: string]: unknown;
}

/**
 * The sentence by its code and facts. Undefined where the language is the server's own, or its catalogue lacks the code, or the
 * server has not said a fact that the text needs.
 */
function sentenceOf(language: Language, kind: SentenceKind, said: SaidByServer): string | undefined {
  const text = serverSentences[language]?.[`server.${kind}.${said.code}`];
  if (text === undefined) return undefined;
  const facts = Object.entries(said).flatMap(([name, fact]) => {
    if (typeof fact === 'string' || typeof fact === 'number') return [[name, fact] as const];
    return Array.isArray(fact) ? [[name, fact.join('、')] as const] : [];
  });
  const known = new Map<string, string | number>(facts);
  const isWhole = [...text.matchAll(slot)].every(([, name = '']) => known.has(name));
  return isWhole ? fill(text, Object.fromEntries(known), language) : undefined;
}

const kibi = 1024;
const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;
const twoDigits = (value: number) => String(value).padStart(2, '0');

/** The texts of the page in the reader's language, and numbers as that language writes them. */
export function wordsOf(language: Language) {
  const number = (value: number, digits = 0) => value.toLocaleString(language, { maximumFractionDigits: digits });
  return {
    language,
    t: (key: WordKey, values: WordValues = {}) => fill(catalogues[language][key], values, language),
    /** A sentence of the server in the reader's language; undefined where only the server's own words will do. */
    sentence: (kind: SentenceKind, said: SaidByServer) => sentenceOf(language, kind, said),
    /** With at most so many digits after the point. */
    number,
    /** `2.3 GiB`, never cut at the end of a line. */
    bytes: (count: number) => {
      const power = count < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log(count) / Math.log(kibi)));
      const value = count / kibi ** power;
      return `${number(value, power === 0 || value >= 100 ? 0 : 1)}\u00A0${byteUnits[power]}`;
    },
    /** `0:42`, `12:05`, `3:07:10`: hours, minutes and seconds. */
    duration: (seconds: number) => {
      const whole = Math.max(0, Math.round(seconds));
      const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
      return `${hours > 0 ? `${hours}:${twoDigits(minutes)}` : minutes}:${twoDigits(whole % 60)}`;
    },
    /** `$0.0031`: four digits below a dollar, two above. */
    dollars: (usd: number) => {
      const digits = usd > 0 && usd < 1 ? 4 : 2;
      const style = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const;
      return usd.toLocaleString(language, { ...style, minimumFractionDigits: digits, maximumFractionDigits: digits });
    },
    /** A date and a time as the language writes them, in the reader's time zone, to the minute unless with seconds. */
    moment: (iso: string, timeStyle: 'short' | 'medium' = 'short') =>
      new Date(iso).toLocaleString(language, { dateStyle: 'medium', timeStyle }),
  };
}

export type Words = ReturnType<typeof wordsOf>;
