const digits = new Map([
  ...Array.from('〇一二三四五六七八九').map((digit, value) => [digit, value] as const),
  ...Array.from('零壹貳參肆伍陸柒捌玖').map((digit, value) => [digit, value] as const),
  ...Array.from('0123456789').map((digit, value) => [digit, value] as const),
  ...Array.from('０１２３４５６７８９').map((digit, value) => [digit, value] as const),
  ...([
    ['○', 0],
    ['两', 2],
    ['兩', 2],
    ['贰', 2],
    ['叁', 3],
    ['陆', 6],
  ] as const),
]);

const tens = new Map([
  ['十', 10],
  ['拾', 10],
  ['廿', 20],
  ['卅', 30],
  ['卌', 40],
]);
const hundreds = new Map([
  ['百', 100],
  ['佰', 100],
  ['千', 1000],
  ['仟', 1000],
]);
const myriads = new Map([
  ['萬', 10_000],
  ['万', 10_000],
  ['億', 100_000_000],
  ['亿', 100_000_000],
]);

/** Whether a character can stand in a numeral that {@link chineseNumeral} reads. */
function isNumeralCharacter(character: string): boolean {
  return digits.has(character) || tens.has(character) || hundreds.has(character) || myriads.has(character);
}

/**
 * The number that a numeral says: 一百一十三, 一百十三, 一一三, 廿三, 兩萬, 壹佰, 113 and １１３.
 * Undefined where the text is anything else, or empty.
 */
export function chineseNumeral(text: string): number | undefined {
  const characters = Array.from(text);
  if (characters.length === 0 || !characters.every(isNumeralCharacter)) return undefined;
  return characters.every((character) => digits.has(character)) ? positional(characters) : additive(characters);
}

function positional(characters: readonly string[]): number {
  return characters.reduce((sum, character) => sum * 10 + (digits.get(character) ?? 0), 0);
}

/** 一萬二千三百零四: digits are held until a unit multiplies them, sums below ten thousand until 萬 or 億 does. */
function additive(characters: readonly string[]): number {
  let total = 0;
  let section = 0;
  let held = 0;
  for (const character of characters) {
    const digit = digits.get(character);
    if (digit !== undefined) {
      held = held * 10 + digit;
      continue;
    }
    const myriad = myriads.get(character);
    if (myriad === undefined) {
      section += unitValue(character, held);
    } else {
      total += (section + held || 1) * myriad;
      section = 0;
    }
    held = 0;
  }
  return total + section + held;
}

/** 三十 and 三百; 十 and 百 alone are one of them, 廿 is a number by itself. */
function unitValue(unit: string, held: number): number {
  const ten = tens.get(unit) ?? 0;
  if (ten > 10) return ten;
  return (held || 1) * (ten || (hundreds.get(unit) ?? 1));
}

const numeral = '[0-9〇○零一二三四五六七八九十百千萬万廿卅卌兩两壹貳參肆伍陸柒捌玖拾佰仟]+';
const chineseLabel = new RegExp(`^第?(${numeral}(?:-[0-9]+)*)((?:之${numeral})*)[條条]?((?:[之-]${numeral})*)$`);
const englishLabel = /^(?:article|art\.?|section|sec\.?|§)?([0-9]+(?:-[0-9]+)*)\.?$/i;

/**
 * The canonical number an article's label says: `10-1` for 第 10-1 條, 第十條之一, 第十之一條, 第１０條之１, Article 10-1 and 10-1.
 * Undefined where the label is anything else.
 */
export function parseArticleNumber(label: string): string | undefined {
  const compact = label
    .normalize('NFKC')
    .replace(/\s+/g, '')
    .replace(/[‐-―−–]/g, '-');
  const english = englishLabel.exec(compact);
  if (english?.[1] !== undefined) return canonical(english[1].split('-'));
  const chinese = chineseLabel.exec(compact);
  if (chinese === null) return undefined;
  const [, first = '', inside = '', after = ''] = chinese;
  return canonical([...first.split('-'), ...subNumbers(inside), ...subNumbers(after)]);
}

function subNumbers(text: string): readonly string[] {
  return text.split(/[之-]/).slice(1);
}

function canonical(parts: readonly string[]): string | undefined {
  const numbers = parts.map(chineseNumeral);
  return numbers.every((number) => number !== undefined && Number.isSafeInteger(number))
    ? numbers.join('-')
    : undefined;
}

/** Numeric order of canonical article numbers: 9, 10, 10-1, 10-2, 11. For `sort`. */
export function compareArticleNumbers(left: string, right: string): number {
  const lefts = left.split('-').map(Number);
  const rights = right.split('-').map(Number);
  for (let index = 0; index < Math.max(lefts.length, rights.length); index++) {
    // A number without sub-number comes before all of its sub-numbers, 0 included.
    const difference = (lefts[index] ?? -1) - (rights[index] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
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
