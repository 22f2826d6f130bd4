import { describe, expect, it } from 'vitest';
import { HeadingTrail, headingRank } from './heading-path.js';

function pathAfter(...headings: readonly string[]): readonly string[] {
  const trail = new HeadingTrail();
  for (const heading of headings) trail.enter(heading);
  return trail.path;
}

describe('headingRank', () => {
  it.each([
    ['第 一 編 總則', 1],
    ['第 五 編之一 第三人撤銷訴訟程序', 1],
    ['第 三 章 著作人及著作權', 2],
    ['第 八 章 之 一 司法事務官室', 2],
    ['第一節 通則', 3],
    ['第 一百零一 節 雞沙氏桿菌活菌苗檢驗標準', 3],
    ['第 二 款 社團', 4],
    ['第 五 目之一 當事人訊問', 5],
    ['第一章 節約能源', 2],
    ['Part I General Principles', 1],
    ['Chapter IV-1 Technological Protection', 2],
    ['Section V       Invalidation', 3],
    ['Subsection 1 Notice', 4],
    ['壹 總則', 2],
  ])('%s has rank %d', (heading, rank) => {
    expect(headingRank(heading)).toBe(rank);
  });
});

describe('HeadingTrail', () => {
  it('nests 編, 章, 節, 款 and 目', () => {
    const headings = [
      '第 四 編 親屬',
      '第 二 章 婚姻',
      '第 四 節 夫妻財產制',
      '第 三 款 約定財產制',
      '第 一 目  共同財產制',
    ];
    expect(pathAfter(...headings)).toEqual(headings.map((heading) => heading.replace('  ', ' ')));
  });

  it('a heading ends those of its kind and below, and no others', () => {
    expect(pathAfter('第 一 編 總則', '第 一 章 法例', '第 一 節 通則', '第 二 章 人')).toEqual([
      '第 一 編 總則',
      '第 二 章 人',
    ]);
    expect(pathAfter('第 一 章 法例', '第 二 編 債')).toEqual(['第 二 編 債']);
  });

  it('writes one blank between words', () => {
    expect(pathAfter('第 二 章之一\u3000聽取總統國情報告', ' Section V       Invalidation ')).toEqual([
      '第 二 章之一 聽取總統國情報告',
      'Section V Invalidation',
    ]);
  });
});
