import { foldScript } from '@lexhop/statutes';

const run = /\p{Script=Han}+|\p{Nd}+|(?:(?!\p{Script=Han})[\p{L}\p{M}])+/gu;
const han = /^\p{Script=Han}/u;
const singleHan = /^\p{Script=Han}$/u;

/** How full-text indexes are asked for the words of a text. It has only letters and digits, which have no other meaning in Lucene's language. */
export interface FullTextQuery {
  /** For an index by bigrams. A text of single Chinese characters only has none; then every bigram with one of the characters is looked for. */
  readonly words: string;
  /** For an index by single characters. Words of other letters stay whole. */
  readonly characters: string;
}

/** A text as it is indexed: in one script and width, so that 註冊 and 注册 are the same word. */
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

/** A query as one of an article's text, its headings and its statute's title. The last two count less, because many articles share them. */
export function inArticles(query: string): string {
  return `searchedText:(${query}) searchedHeadings:(${query})^0.3 searchedTitle:(${query})^0.3`;
}

function unique(words: readonly string[]): readonly string[] {
  return [...new Set(words)];
}
