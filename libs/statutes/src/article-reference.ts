import { parseArticleNumber } from './article-number.js';
import { chineseNumeral } from './chinese-numeral.js';

/** An article as a person names it. */
export interface ArticleReference {
  /** What stands before the number: a title, a part of one, or a statute's id; absent where nothing does. */
  readonly statute?: string;
  /** `10-1` */
  readonly number: string;
  readonly paragraph?: number;
}

/** Longer texts name no article. */
const mostCharacters = 200;
const paragraphAtEnd = /(?:第([^第項项]{1,8})[項项]|#([0-9]{1,3}))$/;

/**
 * The article that a short text names: 著作權法第52條, 著作權法 52, 第五十二條第二項, 民法184-1, `J0070017:52#2`, Copyright Act Article 52.
 * Undefined where it does not end in a number. A title that ends in one is read as a statute and its article.
 */
export function parseArticleReference(text: string): ArticleReference | undefined {
  const given = text.trim();
  if (given.length > mostCharacters) return undefined;
  const [ending, inChinese, inDigits] = paragraphAtEnd.exec(given) ?? [];
  if (ending === undefined) return articleAtEnd(given);
  const paragraph = chineseNumeral(inChinese ?? inDigits ?? '');
  const article = paragraph === undefined ? undefined : articleAtEnd(given.slice(0, -ending.length));
  return article && paragraph !== undefined ? { ...article, paragraph } : undefined;
}

/** By the longest ending that is an article's label: 第一百一十三條 rather than 三條. */
function articleAtEnd(text: string): ArticleReference | undefined {
  for (let start = 0; start < text.length; start++) {
    const number = parseArticleNumber(text.slice(start));
    if (number === undefined) continue;
    const statute = statuteOf(text.slice(0, start));
    return statute === '' ? { number } : { statute, number };
  }
  return undefined;
}

/** Without the marks that people put around a title, and between it and a number. */
function statuteOf(text: string): string {
  return text.replace(/^[\s「『《〈"'“]+|[\s」』》〉"'”:：,，、之的]+$/g, '');
}
