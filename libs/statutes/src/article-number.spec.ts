import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chineseNumeral, compareArticleNumbers, parseArticleNumber, parseArticleReference } from './article-number.js';

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

describe('parseArticleNumber', () => {
  it.each([
    ['第 10-1 條', '10-1'],
    ['第十條之一', '10-1'],
    ['第十之一條', '10-1'],
    ['第 10 條之 1', '10-1'],
    ['第１０－１條', '10-1'],
    ['第十条之一', '10-1'],
    ['10-1', '10-1'],
    ['Article 10-1', '10-1'],
    ['Art. 10–1', '10-1'],
    ['第一百十三條', '113'],
    ['第一百一十三條', '113'],
    ['第一一三條', '113'],
    ['第 113 條', '113'],
    ['5', '5'],
    ['５', '5'],
    ['第廿三條', '23'],
    ['第卅一條之十二', '31-12'],
    ['第 四百四十五 條之一', '445-1'],
    ['第二條之一之三', '2-1-3'],
    ['第 007 條', '7'],
  ])('reads %s as %s', (label, number) => {
    expect(parseArticleNumber(label)).toBe(number);
  });

  it.each(['', '條', '第條', '未標示條文', '附表一', '第 x 條', '十條十', 'Article', '1.5', '第一章'])(
    '%j is no article number',
    (label) => {
      expect(parseArticleNumber(label)).toBeUndefined();
    },
  );
});

describe('compareArticleNumbers', () => {
  it('orders numerically, sub-numbers after their article', () => {
    const sorted = ['11', '10-2', '9', '10-10', '10-0', '10', '2', '10-1', '100'].sort(compareArticleNumbers);
    expect(sorted).toEqual(['2', '9', '10', '10-0', '10-1', '10-2', '10-10', '11', '100']);
  });

  it('is a total order that agrees with the numbers', () => {
    const number = fc.array(fc.nat(2000), { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(number, number, (left, right) => {
        const [shorter, longer] = [left.join('-'), right.join('-')];
        const difference = compareArticleNumbers(shorter, longer);
        expect(Math.sign(difference) + Math.sign(compareArticleNumbers(longer, shorter))).toBe(0);
        expect(difference === 0).toBe(shorter === longer);
        expect(left[0] === right[0] || difference < 0 === (left[0] ?? 0) < (right[0] ?? 0)).toBe(true);
      }),
    );
  });
});

describe('parseArticleReference', () => {
  it.each([
    ['著作權法第52條', { statute: '著作權法', number: '52' }],
    ['著作權法 52', { statute: '著作權法', number: '52' }],
    ['「著作權法」第 五十二 條', { statute: '著作權法', number: '52' }],
    ['民法184-1', { statute: '民法', number: '184-1' }],
    ['民法第一百八十四條之一第二項', { statute: '民法', number: '184-1', paragraph: 2 }],
    ['第五十二條', { number: '52' }],
    [' 52 ', { number: '52' }],
    ['J0070017:52', { statute: 'J0070017', number: '52' }],
    ['J0070017:87-1#2', { statute: 'J0070017', number: '87-1', paragraph: 2 }],
    ['Copyright Act Article 52', { statute: 'Copyright Act', number: '52' }],
    ['Copyright Act, Art. 10-1', { statute: 'Copyright Act', number: '10-1' }],
    ['商标法§5', { statute: '商标法', number: '5' }],
  ])('reads %s', (text, reference) => {
    expect(parseArticleReference(text)).toEqual(reference);
  });

  it.each(['', '著作權法', '合理使用', '第二項', '著作權法第五十二條第x項', `${'法'.repeat(300)}1`])(
    '%j names none',
    (text) => {
      expect(parseArticleReference(text)).toBeUndefined();
    },
  );
});
