import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chineseNumeral } from './chinese-numeral.js';

/** 12045 → 一萬二千零四十五: the usual way to write a number below a hundred million. */
function written(value: number): string {
  if (value >= 10_000) {
    const rest = value % 10_000;
    return `${written(Math.floor(value / 10_000))}萬${rest === 0 ? '' : (rest < 1000 ? '零' : '') + written(rest)}`;
  }
  const text = Array.from(String(value))
    .map((digit, index, all) =>
      digit === '0' ? '零' : '零一二三四五六七八九'.charAt(Number(digit)) + '千百十個'.charAt(4 - all.length + index),
    )
    .join('')
    .replaceAll('個', '');
  return text.replace(/零+/g, '零').replace(/(.)零$/, '$1');
}

describe('chineseNumeral', () => {
  it.each([
    ['〇', 0],
    ['十', 10],
    ['十一', 11],
    ['二十', 20],
    ['廿一', 21],
    ['卅', 30],
    ['卌二', 42],
    ['一百零三', 103],
    ['一百十三', 113],
    ['一百一十三', 113],
    ['一〇三', 103],
    ['百二十', 120],
    ['一千一百三十八', 1138],
    ['兩千', 2000],
    ['萬', 10_000],
    ['二萬一千', 21_000],
    ['三億二千萬', 320_000_000],
    ['壹佰貳拾參', 123],
    ['87', 87],
    ['１０', 10],
  ])('%s is %d', (text, value) => {
    expect(chineseNumeral(text)).toBe(value);
  });

  it.each(['', '條', '十條', '十-1', ' 十', '-1', '1.5'])('%j is no numeral', (text) => {
    expect(chineseNumeral(text)).toBeUndefined();
  });

  it('reads back every number below a hundred million', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (value) => {
        expect(chineseNumeral(written(value))).toBe(value);
        expect(chineseNumeral(String(value))).toBe(value);
      }),
    );
  });
});
