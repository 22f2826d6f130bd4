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
export function isNumeralCharacter(character: string): boolean {
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
