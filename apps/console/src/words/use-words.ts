import { useMemo } from 'react';
import { usePreferences } from '../preferences/use-preferences.js';
import { catalogues, type Language, type WordKey } from './catalogues.js';
import { fill, type WordValues } from './fill.js';
import { bytes, dollars, duration, moment, percent } from './measures.js';

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

export function useWords(): Words {
  const { language } = usePreferences();
  return useMemo(() => wordsOf(language), [language]);
}
