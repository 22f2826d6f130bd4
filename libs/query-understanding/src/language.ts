import { countScripts, latinLanguageOf, lettersLanguageOf } from '@lexhop/statutes';
import type { QueryLanguage } from './reading.js';

const latinLanguages: ReadonlySet<QueryLanguage | undefined> = new Set(['en', 'de', 'fr']);

/**
 * The language of a query, by its letters and common words. Chinese is `zh-Hant` or `zh-Hans` by characters that only one script has. A query in
 * Latin letters without a telling word is in the statutes' language, where that has Latin letters, else in English. Undefined where it can't be
 * told: without letters, or with Han characters that both scripts share.
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

/** Whether a search can compare texts of two languages: they are the same, or the two scripts of Chinese, which a search folds. */
export function areComparable(one: QueryLanguage | undefined, other: QueryLanguage | undefined): boolean {
  return one === undefined || other === undefined || familyOf(one) === familyOf(other);
}

function familyOf(language: QueryLanguage): string {
  return language.startsWith('zh') ? 'zh' : language;
}
