import { chineseNumeral } from './chinese-numeral.js';

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
