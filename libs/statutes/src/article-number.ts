import { koreanLabel, latinSuffixes, numberingStyles, withoutOrdinals } from './numbering-styles.js';

/** By character: its value. Each value stands before its characters. */
function valuesOf(characters: Readonly<Record<number, string>>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(characters).flatMap(([value, same]) => Array.from(same, (each) => [each, Number(value)] as const)),
  );
}

const digits = valuesOf({
  0: '〇零○◯0０',
  1: '一壹1１',
  2: '二貳贰兩两2２',
  3: '三參叁3３',
  4: '四肆4４',
  5: '五伍5５',
  6: '六陸陆6６',
  7: '七柒7７',
  8: '八捌8８',
  9: '九玖9９',
});
/** Multiplies the digits before it. */
const units = valuesOf({ 10: '十拾', 100: '百佰', 1000: '千仟' });
/** A number by itself. */
const tens = valuesOf({ 20: '廿', 30: '卅', 40: '卌' });
/** Multiplies all that is said before it, up to the last of these. */
const myriads = valuesOf({ 10_000: '萬万', 100_000_000: '億亿' });

/** The characters of numerals that {@link chineseNumeral} reads, as a class of a pattern. */
export const numeralCharacters = `[${[digits, units, tens, myriads].flatMap((values) => [...values.keys()]).join('')}]`;
/** A numeral behind 第 as people set it: 五 十 二 with its figures apart, 一O三 with a letter for the zero. */
export const looseNumeral = `${numeralCharacters}(?:[ \\u3000]?(?:${numeralCharacters}|[OＯ])){0,11}`;
const numeral = `${numeralCharacters}+`;
const wholeNumeral = new RegExp(`^${numeral}$`);

/**
 * The number that a numeral says: 一百一十三, 一百十三, 一一三, 廿三, 兩萬, 壹佰, 113 and １１３. Undefined where the text is anything else, or empty.
 * Digits are held until a unit multiplies them, and what is below ten thousand until 萬 or 億 does.
 */
export function chineseNumeral(text: string): number | undefined {
  if (!wholeNumeral.test(text)) return undefined;
  let total = 0;
  let section = 0;
  let held = 0;
  for (const character of text) {
    const digit = digits.get(character);
    const myriad = myriads.get(character);
    if (digit !== undefined) {
      held = held * 10 + digit;
      continue;
    }
    if (myriad !== undefined) {
      total += (section + held || 1) * myriad;
      section = 0;
    } else {
      section += tens.get(character) ?? (held || 1) * (units.get(character) ?? 1);
    }
    held = 0;
  }
  return total + section + held;
}

const chineseLabel = new RegExp(`^第?(${numeral}(?:-[0-9]+)*)((?:[之の]${numeral})*)[條条]?((?:[之の-]${numeral})*)$`);
/** 第一O三條 */
const letterForZero = /(?<=[〇零○一二三四五六七八九百千])O/g;
const plainNumber = `[0-9]+(?:[.-][0-9]+)*(?:[a-z](?![a-z])|${latinSuffixes.join('|')})?(?:-[0-9]+)*`;
const [articleWords = '', ...otherWords] = numberingStyles.map(({ words }) => words);
const westernLabel = new RegExp(
  `^(?:(?:${articleWords})(?:(premier|1er|1re)|([lrda])\\.?\\*?(${plainNumber})|(${plainNumber})|([ivxlc]+))|(?:${otherWords.join('|')})(${plainNumber})|([0-9]+(?:-[0-9]+)*))\\.?$`,
  'i',
);
const wholeKoreanLabel = new RegExp(`^${koreanLabel}$`);

/**
 * The canonical number an article's label says: `10-1` for 第 10-1 條, 第十條之一, 第十之一條, 第１０條之１, 第十条の一, Article 10-1
 * and 10-1; `312a` for § 312a, `2bis` for Art. 2 bis, `2.01` for Section 2.01, `L121-1` for Article L. 121-1, `14` for Article XIV, `5a` for Art. 5-A, `1bis` for Art. 1-bis, `10-2` for 제10조의2. Undefined where the label is anything else.
 */
export function parseArticleNumber(label: string): string | undefined {
  const compact = withoutOrdinals(label)
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[‐-―−–]/g, '-')
    .replace(letterForZero, '〇');
  const western = westernLabel.exec(compact);
  if (western !== null) return westernNumber(western);
  const [, korean, inserted = ''] = wholeKoreanLabel.exec(compact) ?? [];
  if (korean !== undefined) return canonical([korean, ...inserted.split('의').slice(1)]);
  const chinese = chineseLabel.exec(compact);
  if (chinese === null) return undefined;
  const [, first = '', inside = '', after = ''] = chinese;
  return canonical([...first.split('-'), ...subNumbers(inside), ...subNumbers(after)]);
}

function westernNumber([, first, code = '', coded, article, roman, section, bare]: readonly (string | undefined)[]):
  | string
  | undefined {
  if (first !== undefined) return '1';
  if (roman !== undefined) return romanNumeral(roman)?.toString();
  const number = [coded, article, section, bare].join('').toLowerCase();
  const plain = /^[0-9-]+$/.test(number) ? canonical(number.split('-')) : number;
  return plain === undefined ? undefined : code.toUpperCase() + plain;
}

const romanValues: Readonly<Record<string, number>> = { i: 1, v: 5, x: 10, l: 50, c: 100 };

/** `XIV` or `xiv` as 14, up to 399; undefined where the letters are in no such order. */
export function romanNumeral(letters: string): number | undefined {
  if (!/^c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/i.test(letters)) return undefined;
  const values = Array.from(letters.toLowerCase(), (letter) => romanValues[letter] ?? 0);
  return values.reduce((sum, value, place) => sum + (value < (values[place + 1] ?? 0) ? -value : value), 0);
}

function subNumbers(text: string): readonly string[] {
  return text.split(/[之の-]/).slice(1);
}

function canonical(parts: readonly string[]): string | undefined {
  const numbers = parts.map(chineseNumeral);
  return numbers.every((number) => number !== undefined && Number.isSafeInteger(number))
    ? numbers.join('-')
    : undefined;
}

/** Compares canonical article numbers for sorting, part by part: 9, 10, 10-1, 10-2, 11, 11a. */
export function compareArticleNumbers(left: string, right: string): number {
  const [lefts, rights] = [partsOf(left), partsOf(right)];
  for (let index = 0; index < Math.min(lefts.length, rights.length); index++) {
    const difference = comparePart(lefts[index] ?? 0, rights[index] ?? 0);
    if (difference !== 0) return difference;
  }
  // A number without sub-number comes before all of its sub-numbers, 0 included.
  return lefts.length - rights.length;
}

/** 10-1 as 10 and 1, 312a as 312 and a. */
function partsOf(number: string): readonly (number | string)[] {
  return (number.match(/[0-9]+|[a-z]+/gi) ?? []).map((part) => (/^[0-9]/.test(part) ? Number(part) : part));
}

/** Numbers come before letters. */
function comparePart(left: number | string, right: number | string): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left !== typeof right) return typeof left === 'number' ? -1 : 1;
  const [suffix, other] = [latinSuffixes.indexOf(String(left)), latinSuffixes.indexOf(String(right))];
  if (suffix >= 0 && other >= 0) return suffix - other;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Beyond this a range in a statute whose articles are unknown is its two ends only. */
const longestGuess = 500;

/** How many articles {@link guessedRange} gives, at most and without listing them. */
export function guessedCount(from: string, to: string): number {
  const [start = 0, startSub = 0] = from.split('-').map(Number);
  const [end = 0, endSub = 0] = to.split('-').map(Number);
  const inside = start === end ? Math.min(endSub - startSub, longestGuess) : end - start;
  return inside <= longestGuess ? Math.max(0, inside) + 2 : 2;
}

/** The articles of a range in a statute whose articles are not at hand: its ends, and the whole numbers or the subnumbers of one article between them. */
export function guessedRange(from: string, to: string): readonly string[] {
  const [start = 0, startSub = 0] = from.split('-').map(Number);
  const [end = 0, endSub = 0] = to.split('-').map(Number);
  const inside: string[] = [];
  if (start === end) {
    for (let sub = startSub + 1; sub < Math.min(endSub, startSub + longestGuess); sub++) inside.push(`${start}-${sub}`);
  } else if (end - start <= longestGuess) {
    for (let number = start + 1; number <= end; number++) inside.push(String(number));
  }
  return [...new Set([from, ...inside, to])];
}

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
