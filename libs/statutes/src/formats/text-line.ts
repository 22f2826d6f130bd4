import { compareArticleNumbers, parseArticleNumber } from '../article-number.js';

/** A line of a plain text or Markdown file. */
export interface FileLine {
  /** Trimmed, without the signs of a Markdown heading or bold type at its beginning. */
  readonly text: string;
  /** Number of # signs; 0 for a line that is no Markdown heading. */
  readonly depth: number;
  readonly raw: string;
}

/** What a line is, seen from the text above it. */
export type LineKind =
  | { readonly kind: 'article'; readonly label: string; readonly number: string; readonly rest: string }
  | { readonly kind: 'heading'; readonly heading: string; readonly rank?: number }
  | { readonly kind: 'text' };

/** What stands above a line. */
interface Above {
  /** The line of an article's text just above; empty outside of articles, after a label and after a blank line. */
  readonly line: string;
  readonly article: string | undefined;
}

const numeral = '[0-9０-９〇○零一二三四五六七八九十百千廿卅兩]+';
const hyphen = '\\s*[-－‐-―−–]\\s*';
const chineseArticle = new RegExp(
  `^第\\s*${numeral}(?:${hyphen}[0-9０-９]+)*(?:\\s*之\\s*${numeral})*\\s*[條条](?:\\s*之\\s*${numeral})*`,
);
const englishArticle = /^Article\s+\d+(?:-\d+)*\b\.?/i;
const chineseHeading = new RegExp(
  `^第\\s*${numeral}\\s*[編编章節节款目](?:\\s*之\\s*${numeral})?(?=\\s|$|\\p{Script=Han})`,
  'u',
);
const englishHeading = /^(?:Part|Book|Chapter|Section|Subsection|Division)\s+(?:[IVXLC]+|\d+)(?:-\d+)?\b/;
const finished = /[。：︰！？.:;]["」』”"）)]*$/;
/** After 「第五條」 these go on with a sentence that cites it. */
const citesOn = /^(?:[、，及或至之與和第所各前後但]|規定|情形|準用)/;
const longestHeading = 60;

/** A line without the signs of Markdown. */
export function readFileLine(raw: string): FileLine {
  const depth = /^\s{0,3}(#{1,6})\s/.exec(raw)?.[1]?.length ?? 0;
  const text = depth === 0 ? raw : withoutSigns(raw);
  return { text: text.trim().replace(/^(\*\*|__)(.+?)\1/, '$2'), depth, raw };
}

/** `## 總則 ##` as 總則; by hand, because a pattern for both ends takes quadratic time on a long line. */
function withoutSigns(raw: string): string {
  const text = raw.trim();
  let [start, end] = [0, text.length];
  while (text[start] === '#') start++;
  while (end > start && text[end - 1] === '#') end--;
  return text.slice(start, end);
}

/** Whether a line begins an article, is a heading, or is text. */
export function lineKind(line: FileLine, above: Above): LineKind {
  return articleLine(line, above) ?? headingLine(line, above) ?? { kind: 'text' };
}

function headingLine({ text, depth }: FileLine, above: Above): LineKind | undefined {
  if (text === '' || text.length > longestHeading) return undefined;
  if (isChineseHeading(text, depth, above) || (englishHeading.test(text) && !/[.;]$/.test(text))) {
    return { kind: 'heading', heading: text };
  }
  return depth > 0 ? { kind: 'heading', heading: text, rank: depth } : undefined;
}

/** 「第二章 通則」; not the 「第二款規定」 of a sentence that a line break cut. */
function isChineseHeading(text: string, depth: number, above: Above): boolean {
  const cutSentence = depth === 0 && above.line !== '' && !finished.test(above.line);
  return chineseHeading.test(text) && !/[，。；：]/.test(text) && !cutSentence;
}

function articleLine({ text, depth }: FileLine, above: Above): LineKind | undefined {
  const label = (chineseArticle.exec(text) ?? englishArticle.exec(text))?.[0];
  const number = label === undefined ? undefined : parseArticleNumber(label);
  if (label === undefined || number === undefined) return undefined;
  const after = text.slice(label.length);
  const rest = after.replace(/^\s*[:：]?\s*/, '');
  const alone = depth > 0 || rest === '' || /^[（(【].*[】)）]$/.test(rest);
  return alone || opensArticle(after, number, above) ? { kind: 'article', label, number, rest } : undefined;
}

/** With text after it on the line, a label opens an article only where the line above is finished and what follows is no citation. */
function opensArticle(after: string, number: string, above: Above): boolean {
  if (above.line !== '' && !finished.test(above.line)) return false;
  if (/^[\s:：（(【]/.test(after)) return !/^\s*[、，及或至]/.test(after);
  const forward = above.article === undefined || compareArticleNumbers(number, above.article) > 0;
  return forward && !citesOn.test(after) && /^\p{Script=Han}/u.test(after);
}
