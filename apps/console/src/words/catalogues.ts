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
