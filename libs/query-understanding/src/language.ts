import { countScripts, latinLanguageOf, lettersLanguageOf } from '@lexhop/statutes';
import type { QueryLanguage } from './reading.js';

const latinLanguages: ReadonlySet<QueryLanguage | undefined> = new Set(['en', 'de', 'fr']);

/**
 * The language of a query by its letters and small words: `zh-Hant` or `zh-Hans` by the characters of one script only. Latin letters without
 * a word that tells are the statutes' language where that is written in them, else English. Undefined where it can't be told: no letters, or
 * Han characters that both scripts share.
 */
export function languageOfQuery(query: string, statutes?: QueryLanguage): QueryLanguage | undefined {
  const letters = lettersLanguageOf(query);
  if (letters === 'latin') return latinLanguageOf(query) ?? (latinLanguages.has(statutes) ? statutes : 'en');
  if (letters !== 'han') return letters;
  const { traditional, simplified } = countScripts(query);
  // Kanji alone are the statutes' where those are Japanese.
  if (statutes === 'ja') return 'ja';
  if (traditional === simplified) return undefined;
  return traditional > simplified ? 'zh-Hant' : 'zh-Hans';
}

/** Whether two languages are one and the same to a search, which folds the two scripts of Chinese. */
export function areComparable(one: QueryLanguage | undefined, other: QueryLanguage | undefined): boolean {
  return one === undefined || other === undefined || familyOf(one) === familyOf(other);
}

function familyOf(language: QueryLanguage): string {
  return language.startsWith('zh') ? 'zh' : language;
}
