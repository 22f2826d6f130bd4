import { describe, expect, it } from 'vitest';
import { listMarkers } from './list-marker.js';

function labels(...lines: readonly string[]): readonly (string | undefined)[] {
  return listMarkers(lines).map((marker) => marker && `${marker.style} ${marker.label} ${marker.ordinal}`);
}

describe('listMarkers', () => {
  it.each([
    ['一、著作。', '一、 一 1'],
    ['十二、其他。', '一、 十二 12'],
    ['（三）音樂。', '（一） 三 3'],
    [' (二) 語文。', '（一） 二 2'],
    ['（三  十）存款。', '（一） 三十 30'],
    ['1."Work" means', '1. 1 1'],
    ['２．乙', '1. ２ 2'],
    ['(10)To apply', '（1） 10 10'],
    ['② 疫苗', '① ② 2'],
  ])('%s is one wherever it stands', (line, marker) => {
    expect(labels(line)).toEqual([marker]);
  });

  it.each([
    '本法用詞',
    '1.5公尺以上',
    '甲、乙種類型服務處',
    'A 類機艙空間',
    '陸、海、空軍軍人',
    '五 四運動',
    '１００公尺',
    '二：校官',
    '(c) alone',
  ])('%s alone is none', (line) => {
    expect(labels(line)).toEqual([undefined]);
  });

  it.each([
    [['一 不遵禁令。', '　二　開店者。', '  三  其他。'], '一 '],
    [['甲、載運。', '乙、其他。', '丙、三。'], '甲、'],
    [['壹 計畫：', '貳 基金：', '參 行銷：'], '壹、'],
    [['1 列印。', '2 整理。', '3 歸檔。'], '1 '],
    [['A. one', 'B. two', 'C. three'], 'A.'],
    [['(a) one', '(b) two', '(c) three'], '(a)'],
    [['(i) one', '(ii) two', '(iii) three'], '(i)'],
  ])('a weak marker is one in a sequence: %j', (lines, style) => {
    expect(listMarkers(lines).map((marker) => [marker?.style, marker?.ordinal])).toEqual([
      [style, 1],
      [style, 2],
      [style, 3],
    ]);
  });
});
