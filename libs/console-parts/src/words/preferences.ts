import { useMemo } from 'react';
import { useSearch } from 'wouter';
import { type Language, languages, type Words, wordsOf } from './catalogues.js';

type Theme = 'system' | 'light' | 'dark';
export const themes: readonly Theme[] = ['system', 'light', 'dark'];

/** How a reader wants the page. Kept in its address, so that nothing is stored and a shared link looks the same. */
interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
}

const parameters = ['lang', 'theme'] as const;

/** What the address says, else what the browser asks for; Chinese when it asks for neither language. */
export function preferencesFrom(search: string, accepted: readonly string[]): Preferences {
  const asked = new URLSearchParams(search);
  const language = languages.find((each) => each === asked.get('lang')) ?? languageFor(accepted);
  const theme = themes.find((each) => each === asked.get('theme')) ?? 'system';
  return { language, theme };
}

function languageFor(accepted: readonly string[]): Language {
  const first = accepted.find((tag) => /^(zh|en)\b/i.test(tag));
  return first?.toLowerCase().startsWith('en') ? 'en' : 'zh-Hant';
}

/** The address `to` with the preferences that the address of the page carries. */
export function keepPreferences(to: string, search: string): string {
  const here = new URLSearchParams(search);
  const [beforeHash = '', hash] = to.split('#', 2);
  const [path = '', query] = beforeHash.split('?', 2);
  const there = new URLSearchParams(query);
  for (const name of parameters) {
    const value = here.get(name);
    if (value !== null && !there.has(name)) there.set(name, value);
  }
  const carried = there.toString();
  return path + (carried === '' ? '' : `?${carried}`) + (hash === undefined ? '' : `#${hash}`);
}

/** The reader's language and theme. */
export function usePreferences(): Preferences {
  const search = useSearch();
  return useMemo(() => preferencesFrom(search, navigator.languages), [search]);
}

/** The texts of the page in the reader's language. */
export function useWords(): Words {
  const { language } = usePreferences();
  return useMemo(() => wordsOf(language), [language]);
}
