import type { ArticlePlace, ParagraphPlace, StatuteName } from './mention.js';
import { chineseNumeral } from '@lexhop/statutes';

/** A word that matters for citations, at `[start, end)` of the text. */
export type ChineseToken = { readonly start: number; readonly end: number } & (
  | { readonly type: 'statute'; readonly name: StatuteName }
  | { readonly type: 'article'; readonly place: ArticlePlace }
  | { readonly type: 'paragraph'; readonly place: ParagraphPlace }
  /** 第一款, 前目, 前段, 但書: finer than a paragraph, so part of the words that cite but no target. */
  | { readonly type: 'part' }
  /** （以下簡稱本法）: stands between a title and its article; `name` is what it defines. */
  | { readonly type: 'definition'; readonly name: string }
  /** 準用 */
  | { readonly type: 'mutatis-mutandis' }
  /** The end of a sentence or line. */
  | { readonly type: 'stop' }
);

/** The units of a statute in one script: 條項款目 in Taiwan, 条款项目 on the mainland, 条項号 in Japan. */
export interface Script {
  readonly article: string;
  readonly paragraph: string;
  readonly parts: string;
}

export const traditionalScript: Script = { article: '條', paragraph: '項', parts: '款目' };
export const simplifiedScript: Script = { article: '条', paragraph: '款', parts: '项目' };
export const japaneseScript: Script = { article: '条', paragraph: '項', parts: '号' };

const numeral = '[〇零○一二三四五六七八九十百千廿卅0-9０-９]{1,9}';
const notANumber = '(?![〇零○一二三四五六七八九十百千兩两廿卅0-9０-９部切般種种分人年日次個个])';
const space = '[ 　]{0,4}';

/** Reads 第…條, 第…項, 第…款 at the start of a window of text. */
type OrdinalReader = (window: string, start: number) => ChineseToken | undefined;

export function ordinalReader(script: Script): OrdinalReader {
  const units = `[${script.article}${script.paragraph}${script.parts}]`;
  const dash = `(?:${space}[-－之の]${space}(${numeral}))?`;
  const single = new RegExp(
    `^第${space}(${numeral})${dash}${space}(${units})(?:${space}[之の]${space}(${numeral})${notANumber})?`,
  );
  const more = `(?:${space}[、及或與至]${space}第?${space}${numeral}){1,9}`;
  const several = new RegExp(`^第${space}${numeral}${more}${space}[兩两]?([${script.article}${script.paragraph}])`);
  return (window, start) => readSingle(single, script, window, start) ?? readSeveral(several, script, window, start);
}

function readSingle(pattern: RegExp, script: Script, window: string, start: number): ChineseToken | undefined {
  const match = pattern.exec(window);
  if (match === null) return undefined;
  const [words, ordinal = '', dashed, unit, subordinal] = match;
  const end = start + words.length;
  if (unit === script.article) return articleToken({ start, end }, ordinal, subordinal ?? dashed);
  if (unit !== script.paragraph) return { type: 'part', start, end };
  const wordsEnd = subordinal === undefined ? words.length : words.lastIndexOf('之');
  if (window[wordsEnd] === '目') return undefined;
  const numbers = [chineseNumeral(ordinal) ?? 0];
  return { type: 'paragraph', start, end: start + wordsEnd, place: { at: 'numbers', numbers, through: false } };
}

/** The numerals are what the pattern lets through, so they can be read. */
function articleToken(
  span: { readonly start: number; readonly end: number },
  ordinal: string,
  subordinal: string | undefined,
): ChineseToken {
  const parts = [ordinal, ...(subordinal === undefined ? [] : [subordinal])];
  const number = parts.map((part) => chineseNumeral(part) ?? 0).join('-');
  return { type: 'article', ...span, place: { at: 'numbers', numbers: [number], through: false } };
}

/** 第五十五、五十六條 and 第一至第三項: the unit is said once, at the end. */
function readSeveral(pattern: RegExp, script: Script, window: string, start: number): ChineseToken | undefined {
  const match = pattern.exec(window);
  if (match === null) return undefined;
  const words = match[0];
  const numbers = (words.match(new RegExp(numeral, 'g')) ?? []).flatMap((word) => chineseNumeral(word) ?? []);
  const through = words.includes('至') && numbers.length === 2;
  const end = start + words.length;
  return match[1] === script.article
    ? { type: 'article', start, end, place: { at: 'numbers', numbers: numbers.map(String), through } }
    : { type: 'paragraph', start, end, place: { at: 'numbers', numbers, through } };
}

/** Reads 四十五條 after 第四十四條、 where 第 was left out, from the 、 on. */
export function elidedReader(script: Script): (text: string, start: number) => ChineseToken | undefined {
  const before = new RegExp(`[${script.article}${script.paragraph}${script.parts}〇零一二三四五六七八九十段]$`);
  const elided = new RegExp(`^.(${numeral})${script.article}(?:之(${numeral})${notANumber})?`);
  return (text, start) => {
    if (!before.test(text.slice(Math.max(0, start - 1), start))) return undefined;
    const match = elided.exec(text.slice(start, start + 24));
    if (match === null) return undefined;
    return articleToken({ start: start + 1, end: start + match[0].length }, match[1] ?? '', match[2]);
  };
}

const backCount = '[一二三四五六七八九十兩两0-9０-９]{1,3}';

/** Reads 前條, 前二項, 次條, 本條, 同條, 各該項 and 前款 at the start of a window; `before` is the character in front of it. */
type RelativeReader = (window: string, start: number, before: string) => ChineseToken | undefined;

export function relativeReader(script: Script): RelativeReader {
  const units = `[${script.article}${script.paragraph}${script.parts}]`;
  const pattern = new RegExp(`^(前|上|次|本|同|各?[該该])(各|${backCount})?(${units})`);
  const samePlace = new RegExp(`^[同該该]${script.article}${script.paragraph}`);
  return (window, start, before) => {
    const match = pattern.exec(window);
    if (match === null) return undefined;
    const [words, direction = '', count, unit = ''] = match;
    if (samePlace.test(window)) return { type: 'paragraph', start, end: start + 3, place: { at: 'same' } };
    const relative = { direction, count, unit };
    const around = { before, after: window.slice(words.length, words.length + 2) };
    if (isOtherWord(script, relative, around)) return undefined;
    return tokenOf(script, relative, { start, end: start + words.length });
  };
}

interface Relative {
  readonly direction: string;
  readonly count: string | undefined;
  readonly unit: string;
}

function tokenOf(
  script: Script,
  { direction, count, unit }: Relative,
  span: { start: number; end: number },
): ChineseToken | undefined {
  if (script.parts.includes(unit)) return { type: 'part', ...span };
  const back = direction === '前' || direction === '上';
  if (count === '各') {
    return back && unit === script.paragraph ? { type: 'paragraph', ...span, place: { at: 'all-back' } } : undefined;
  }
  if (count !== undefined && !back) return undefined;
  const place = placeOf(direction, count);
  return unit === script.article ? { type: 'article', ...span, place } : { type: 'paragraph', ...span, place };
}

function placeOf(direction: string, count: string | undefined): ArticlePlace & ParagraphPlace {
  if (direction === '前' || direction === '上') return { at: 'back', count: chineseNumeral(count ?? '一') ?? 1 };
  if (direction === '次') return { at: 'next' };
  if (direction.startsWith('各')) return { at: 'each' };
  return { at: direction === '本' ? 'here' : 'same' };
}

/** By direction: the characters that make another word of it when they stand before it (目前, 不同, 以上, 每次). */
const otherWordsBy: Readonly<Record<string, string>> = { 前: '目當', 同: '不相共', 上: '以線地加', 次: '每層歷逐' };

/** The character before a relative word, and the two after it. */
interface Around {
  readonly before: string;
  readonly after: string;
}

/** Words that only look relative: 目前二項, 前項目, 修正前條文, 相同條件, 該項業務, 以上項目. */
function isOtherWord(script: Script, { direction, unit }: Relative, { before, after }: Around): boolean {
  if (otherWordsBy[direction]?.includes(before || '.')) return true;
  if (unit === script.article) return otherWordOfArticle(direction, before, after);
  if (after.startsWith('目') && after !== '目的') return true;
  if (unit !== script.paragraph) return false;
  const mustCite = /[該该本]/.test(direction);
  return mustCite && !/^(?:第|規定|规定|之規|所定|但書|但书|前段|後段|本文)/.test(after);
}

/** 條例, 條約, 條件, 條文, 條款 are other words; 前條例外, 前條約定, 前條文件, 前條款項 are not. */
function otherWordOfArticle(direction: string, before: string, after: string): boolean {
  if (!/^[例約约件文款理]/.test(after)) return false;
  const twoWords = ['例外', '約定', '约定', '文件', '文書', '款項', '款项'].includes(after);
  const beforeAmendment = direction === '前' && '正行止布訂'.includes(before || '.');
  return !twoWords || beforeAmendment || direction !== '前';
}
