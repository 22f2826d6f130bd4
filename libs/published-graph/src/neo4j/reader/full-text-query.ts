import { foldScript } from '@lexhop/statutes';

const run = /\p{Script=Han}+|\p{Nd}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+/gu;
const han = /^\p{Script=Han}/u;
const singleHan = /^\p{Script=Han}$/u;

/** What full-text indexes are asked for the words of a text: only its letters and digits, which mean nothing else in their language. */
export interface FullTextQuery {
  /** For an index by bigrams. Of a text of single Chinese characters only, which has none, what holds one of them inside a word is found. */
  readonly words: string;
  /** For an index by single characters; words of other letters stay whole. */
  readonly characters: string;
}

/** A text as full-text indexes have it: in one script and width, so that 註冊 and 注册 are the same word. */
export function searchedForm(text: string): string {
  return foldScript(text.normalize('NFKC'));
}

/** Undefined for a text without any letter or digit. */
export function fullTextQuery(text: string): FullTextQuery | undefined {
  const words = unique(Array.from(searchedForm(text).matchAll(run), ([word]) => word.toLowerCase()));
  if (words.length === 0) return undefined;
  const areSingle = words.every((word) => singleHan.test(word));
  return {
    words: words.map((word) => (areSingle ? `*${word}*` : word)).join(' '),
    characters: unique(words.flatMap((word) => (han.test(word) ? Array.from(word) : [word]))).join(' '),
  };
}

/** The same query of an article's text and, for less, of its headings and its statute's title, which many articles share. */
export function inArticles(query: string): string {
  return `searchedText:(${query}) searchedHeadings:(${query})^0.3 searchedTitle:(${query})^0.3`;
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
