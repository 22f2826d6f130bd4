import { chineseNumeral } from '../chinese-numeral.js';
import type { ChineseToken, Script } from './chinese-tokens.js';

const numeral = '[〇零○一二三四五六七八九十百千廿卅0-9０-９]{1,9}';
const notANumber = '(?![〇零○一二三四五六七八九十百千兩两廿卅0-9０-９部切般種种分人年日次個个])';
const space = '[ 　]{0,4}';

/** Reads 第…條, 第…項, 第…款 at the start of a window of text. */
export type OrdinalReader = (window: string, start: number) => ChineseToken | undefined;

export function ordinalReader(script: Script): OrdinalReader {
  const units = `[${script.article}${script.paragraph}${script.parts}]`;
  const dash = `(?:${space}[-－之]${space}(${numeral}))?`;
  const single = new RegExp(
    `^第${space}(${numeral})${dash}${space}(${units})(?:${space}之${space}(${numeral})${notANumber})?`,
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
