import { matchAt } from '@lexhop/foundation';
import { looseNumeral, numeralCharacters, parseArticleNumber } from './article-number.js';
import { koreanLabel, latinSuffixes, numberingStyles } from './numbering-styles.js';

/** An article's label at its place in a text. */
export interface ArticleLabel {
  /** `10-1` */
  readonly number: string;
  readonly end: number;
  /** Whether it is a number alone, or behind 第, without a word for an article: it may count something else. */
  readonly isBare: boolean;
}

const blank = '\\s{0,3}';
const figure = `${numeralCharacters}{1,12}`;
const hyphen = `${blank}[之の-]${blank}`;
/** Behind 條: not the next number of a range (1條-3條), not what counts or qualifies (之一部, 之三個), and no other word (之參加). */
const inserted = `${hyphen}(?!參[加與考照])${figure}(?!${numeralCharacters}|${blank}[條条]|[個个種种般部分切定人年月日元])`;
/** Without 第 兩條 and 前三條 count articles. */
const chineseLabel = new RegExp(
  `(?:第${blank}${looseNumeral}|(?<![前後后上下這这那等列幾几])(?![兩两])${figure})(?:${hyphen}${figure}){0,3}${blank}[條条](?:${inserted}){0,3}`,
  'y',
);
const letter = '(?!\\p{Script=Han})\\p{L}';
const romanParagraph = `[ivx]{1,4}(?!${letter})`;
const suffix = `(?:-?[a-z](?!${letter})|[\\s-]?(?:${latinSuffixes.join('|')})(?!${letter}))?`;
const words = numberingStyles.map((style) => style.words).join('|');
/** Article 2 bis, § 312a, §84之1, Arts. 184, s. 19. */
const westernLabel = new RegExp(
  `(?:§{1,2}|(?<!${letter})(?:${words}|arts\\.?|sections|(?<!\\.)ss?\\.))${blank}(?:第${blank})?((?:[lrda]\\.?\\s?)?[0-9]{1,5}(?:(?:${hyphen}|\\.)[0-9]{1,4}){0,3}${suffix})(?![0-9]|(?!${romanParagraph})${letter})`,
  'iuy',
);
const bareLabel = new RegExp(`(?:第${blank})?([1-9][0-9]{0,3}(?:${hyphen}[0-9]{1,3}){0,3})(?![0-9])`, 'y');
const koreanLabelHere = new RegExp(koreanLabel, 'y');
/** What a label begins with, so that most places are passed over at once. */
const begins = new RegExp(`(?:${numeralCharacters}|[第제§]|(?<!${letter})${letter})$`, 'u');
const insideNumber = new RegExp(`^(?:${numeralCharacters}|[第.-])${numeralCharacters}$`);
const behindHan = /\p{Script=Han}[\s」』》〉]{0,3}$/u;

/**
 * The article's label that begins at a place of a text, as {@link parseArticleNumber} reads it: 第 184 條 之 1, §84之1, Article 2 bis,
 * 제10조의2, 184-1. Undefined where none does, or within a number. In time that the text's length does not change.
 */
export function articleLabelAt(text: string, index: number): ArticleLabel | undefined {
  const here = text.slice(Math.max(0, index - 1), index + 1);
  if (!begins.test(here) || insideNumber.test(here)) return undefined;
  const whole = matchAt(chineseLabel, text, index) ?? matchAt(koreanLabelHere, text, index);
  if (whole) return labelled(whole[0], { end: index + whole[0].length, isBare: false });
  const western = matchAt(westernLabel, text, index);
  if (western) return westernLabelled(western, text.slice(Math.max(0, index - 4), index));
  const bare = matchAt(bareLabel, text, index);
  return bare && labelled(bare[0].replace('第', ''), { end: index + bare[0].length, isBare: true });
}

/** 證交法§20I names a paragraph: articles of statutes in Han characters have no letters. */
function westernLabelled(match: RegExpExecArray, before: string): ArticleLabel | undefined {
  const [whole, label = ''] = match;
  const paragraph = behindHan.test(before) ? /(?<=\d)[ivx]$/i.exec(label)?.[0] : undefined;
  const length = paragraph?.length ?? 0;
  const number = label.slice(0, label.length - length).replace(/\s*[之の]\s*/g, '-');
  return labelled(`Article ${number}`, { end: match.index + whole.length - length, isBare: false });
}

function labelled(label: string, place: Omit<ArticleLabel, 'number'>): ArticleLabel | undefined {
  const number = parseArticleNumber(label);
  return number === undefined ? undefined : { ...place, number };
}
