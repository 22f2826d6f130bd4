import { ask } from './en/ask.js';
import { builds } from './en/builds.js';
import { graph } from './en/graph.js';
import { shell } from './en/shell.js';
import { statutes } from './en/statutes.js';
import { system } from './en/system.js';
import { ask as askZhHant } from './zh-hant/ask.js';
import { builds as buildsZhHant } from './zh-hant/builds.js';
import { graph as graphZhHant } from './zh-hant/graph.js';
import { shell as shellZhHant } from './zh-hant/shell.js';
import { statutes as statutesZhHant } from './zh-hant/statutes.js';
import { system as systemZhHant } from './zh-hant/system.js';

/** What stands in the braces of a text. */
export type WordValues = Readonly<Record<string, string | number>>;

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

const kibi = 1024;
const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** `2.3 GiB` */
export function bytes(count: number, language: string): string {
  const power = count < 1 ? 0 : Math.min(byteUnits.length - 1, Math.floor(Math.log(count) / Math.log(kibi)));
  const value = count / kibi ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  return `${value.toLocaleString(language, { maximumFractionDigits: digits })} ${byteUnits[power]}`;
}

/** `0:42`, `12:05`, `3:07:10`: hours, minutes and seconds. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}

/** `$0.0031`: four digits below a dollar, two above. */
export function dollars(usd: number, language: string): string {
  const digits = usd > 0 && usd < 1 ? 4 : 2;
  const style = { style: 'currency', currency: 'USD', currencyDisplay: 'narrowSymbol' } as const;
  return usd.toLocaleString(language, { ...style, minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** `2026-11-27 17:03`, in the reader's time zone. */
export function moment(iso: string, language: string): string {
  return new Date(iso).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
}

/** `87.5%` of a share from 0 to 1. */
export function percent(share: number, language: string): string {
  return share.toLocaleString(language, { style: 'percent', maximumFractionDigits: 1 });
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

/** The texts of the page in the reader's language, and numbers as that language writes them. */
export interface Words {
  readonly language: Language;
  readonly t: (key: WordKey, values?: WordValues) => string;
  readonly number: (value: number, digits?: number) => string;
  readonly bytes: (count: number) => string;
  readonly duration: (seconds: number) => string;
  readonly dollars: (usd: number) => string;
  readonly moment: (iso: string) => string;
  readonly percent: (share: number) => string;
}

export function wordsOf(language: Language): Words {
  return {
    language,
    t: (key, values = {}) => fill(catalogues[language][key], values, language),
    number: (value, digits = 0) => value.toLocaleString(language, { maximumFractionDigits: digits }),
    bytes: (count) => bytes(count, language),
    duration,
    dollars: (usd) => dollars(usd, language),
    moment: (iso) => moment(iso, language),
    percent: (share) => percent(share, language),
  };
}
