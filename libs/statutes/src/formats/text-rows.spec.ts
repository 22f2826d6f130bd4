import { describe, expect, it } from 'vitest';
import { parseArticleNumber } from '../article-number.js';
import { draftTextStatute } from './plain-text.js';

const articlesIn = (...lines: readonly string[]) =>
  draftTextStatute(lines.join('\n'), 'statute.txt')?.entries.flatMap((entry) => ('content' in entry ? [entry] : [])) ??
  [];

describe('the rows of a text', () => {
  it.each([
    ['a list that says 條 once', ['第一條　甲。', '第二、三條（刪除）', '第四條　丁。'], ['1', '2', '3', '4']],
    ['a range with a dash', ['第一條　甲。', '第二條-第四條（刪除）', '第五條　戊。'], ['1', '2', '3', '4', '5']],
    [
      'a dated deletion',
      ['第 6 條', '甲。', '第 7 條、第 8 條（108.06.05 刪除）', '第 9 條', '乙。'],
      ['6', '7', '8', '9'],
    ],
    ['two on a line', ['第 1 條', '甲。', '第 2 條（刪除）、第 3 條（刪除）', '第 4 條', '丁。'], ['1', '2', '3', '4']],
    [
      'an English list that repeats its word',
      ['Article 1', 'A.', 'Article 2 and Article 3 (Deleted)', 'Article 4', 'D.'],
      ['1', '2', '3', '4'],
    ],
    ['a letter typed for a zero', ['第一○一條　甲。', '第一Ｏ二條　乙。', '第一◯三條　丙。'], ['101', '102', '103']],
    ['a small hyphen', ['第 1 條', '甲。', '第 1﹣1 條', '乙。', '第 2 條', '丙。'], ['1', '1-1', '2']],
    ['a vertical tab', ['第一條　甲。\v第二條　乙。'], ['1', '2']],
  ])('open articles that are written with %s', (_name, lines, numbers) => {
    expect(articlesIn(...lines).map(({ label }) => parseArticleNumber(label))).toEqual(numbers);
  });

  const textsIn = (...lines: readonly string[]) => articlesIn(...lines).map(({ content }) => content);

  it.each(['第三頁', '【第 6 頁】', '第 1 頁（共 3 頁）', '頁 3 / 10', '頁次：3／10', '\f', '  12\n\f'])(
    'joins the sentence that a page ends in at %j',
    (footer) => {
      const end = footer.endsWith('\f') ? '' : '\n';
      expect(textsIn('第一條　依前項規定，適', ...`${footer}${end}用之。`.split('\n'), '第二條　乙。')).toEqual([
        '依前項規定，適用之。',
        '乙。',
      ]);
    },
  );

  it('joins no entries of a list across pages, nor where short lines are of one width', () => {
    expect(textsIn('第一條　文件如下：', '一、影本', '- 1 -', '二、證明', '第二條　乙。')).toEqual([
      '文件如下：\n一、影本\n二、證明',
      '乙。',
    ]);
    expect(textsIn('第一條', '身分證明文件影本一份', '最近三個月財力證明書', '切結書及委託書各一份')).toEqual([
      '身分證明文件影本一份\n最近三個月財力證明書\n切結書及委託書各一份',
    ]);
  });
});
