import { lengthAt, matchAt } from '@lexhop/foundation';
import { type ArticleLabel, articleLabelAt, numeralCharacters, parseArticleNumber } from '@lexhop/statutes';
import { wordsBehind } from './statute-names.js';

/** An article, and a paragraph of it, at its place in a text. */
export interface ArticleAt {
  readonly number: string;
  readonly paragraph?: number;
  readonly start: number;
  readonly end: number;
}

const blank = '\\s{0,3}';
const figure = `${numeralCharacters}{1,12}`;
const letter = '(?!\\p{Script=Han})\\p{L}';
/** 第一項, paragraph 1, (1), #1, and I where no word follows it; by the first group that is there. */
const paragraphHere = new RegExp(
  [
    `${blank}[之的]?${blank}[第제]?${blank}(${figure})${blank}[項项항]`,
    `${blank},?${blank}para(?:graph)?s?\\.?${blank}([0-9]{1,3})(?![0-9])`,
    `${blank}\\(([0-9]{1,2})\\)`,
    '#([0-9]{1,3})',
    `${blank}([ivx]{1,4})(?:[0-9]{1,2})?(?!${blank}${letter})`,
  ].join('|'),
  'uy',
);
/** What is finer than a paragraph, or another paragraph: 第三款, 前段, 但書, (6), 、第二項, Subparagraph 3. */
const finerHere = new RegExp(
  `(?:${blank}[、,及與与和或之的]?${blank}(?:第?${blank}${figure}${blank}[項项款目類类]|[前後后中]段|但[書书]|本文|\\([0-9]{1,2}\\)|(?:subparagraph|subsection|item|sentence)s?${blank}\\(?[0-9]{1,3}\\)?)){0,8}`,
  'uy',
);
/** 第184~188條; elsewhere a tilde makes ranges of what is no article: 5~10%. */
const tilde = `[~～](?=${blank}第?${blank}${figure}${blank}[條条])`;
const separator = new RegExp(
  `${blank}(?:[,、&]${blank}(?:and|or)?|[及與与和或至到跟]|${tilde}|(?<=\\s)(?:and|or|to)(?=\\s))${blank}`,
  'y',
);
/**
 * What may follow a number that no word calls an article: the end, a mark but those of dates, ranges and shares, a few words, and behind a
 * blank whatever counts nothing.
 */
const boundary = new RegExp(
  `(?:,[1-9][0-9]{0,3})*(?:$|[至到]|${blank}${tilde}|${blank}(?:$|(?![-/~%]|[.,:][0-9])[^\\p{L}\\p{N}\\s]|-(?=\\s)|(?:${wordsBehind})|(?:and|or|to|of)(?!${letter}))|\\s${blank}(?=\\p{Script=Han})(?![年月日元萬万億亿天人小個个大歲岁期倍號号次分秒週周星名位筆笔件間间坪公編编章節节條条項项款目種种家點点成折層层樓楼頁页屆届任代歲]))`,
  'uy',
);
const aYear = /^(?:19|20)[0-9]{2}$/;
const mostInList = 50;

/**
 * The articles that one list names from a place on: 第184條、第185條, 184, 185, Articles 184 and 185. A number that no word calls an article
 * begins one only where it may (`mayBeBare`: right behind a statute's name). Empty where no list begins.
 */
export function articleListAt(text: string, index: number, mayBeBare: boolean): readonly ArticleAt[] {
  const list: ArticleAt[] = [];
  let next = articleAt(text, index, mayBeBare);
  while (next && list.length < mostInList) {
    list.push(next);
    const gap = lengthAt(separator, text, next.end);
    next = gap > 0 ? articleAt(text, next.end + gap, true) : undefined;
  }
  return list;
}

function articleAt(text: string, start: number, mayBeBare: boolean): ArticleAt | undefined {
  const label = articleLabelAt(text, start);
  if (!label) return undefined;
  const paragraph = matchAt(paragraphHere, text, label.end);
  const behind = label.end + (paragraph?.[0].length ?? 0);
  const end = behind + lengthAt(finerHere, text, behind);
  const isArticle = !label.isBare || (mayBeBare && (end > label.end || isBounded(text, label)));
  if (!isArticle) return undefined;
  return { number: label.number, start, end, ...(paragraph && paragraphOf(paragraph)) };
}

function isBounded(text: string, { number, end }: ArticleLabel): boolean {
  return !aYear.test(number) && matchAt(boundary, text, end) !== undefined;
}

function paragraphOf(match: RegExpExecArray): Pick<ArticleAt, 'paragraph'> {
  const said = match.slice(1).find((group) => group !== undefined) ?? '';
  const number = parseArticleNumber(/[ivx]/.test(said) ? `Article ${said}` : said);
  return number === undefined ? {} : { paragraph: Number(number) };
}
