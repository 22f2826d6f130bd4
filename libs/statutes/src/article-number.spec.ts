import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareArticleNumbers, parseArticleNumber } from './article-number.js';

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
