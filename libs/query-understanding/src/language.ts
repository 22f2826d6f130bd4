import { countScripts } from '@lexhop/statutes';
import type { QueryLanguage } from './reading.js';

/**
 * The language of a query by its letters: `en` where most are Latin, `zh-Hant` or `zh-Hans` by the characters of one script only,
 * `other` for kana, hangul and all other letters. Undefined where it can't be told: no letters, or Han characters that both scripts share.
 */
export function languageOfQuery(query: string): QueryLanguage | undefined {
  const han = count(query, /\p{Script=Han}/gu);
  const latin = count(query, /\p{Script=Latin}/gu);
  const foreign = count(query, /\p{L}/gu) - han - latin;
  // A Han character says about as much as a Latin word: five letters.
  if (foreign > han && foreign > latin / 5) return 'other';
  if (latin > 5 * han) return 'en';
  if (han === 0) return undefined;
  const { traditional, simplified } = countScripts(query);
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

function count(text: string, letters: RegExp): number {
  return text.match(letters)?.length ?? 0;
}
