import { describe, expect, it } from 'vitest';
import { articleLabelAt } from './article-label-at.js';

describe('articleLabelAt', () => {
  it.each([
    ['第九十一條之一', '91-1'],
    ['第一○三條', '103'],
    ['第兩百條', '200'],
    ['第壹佰貳拾條', '120'],
    ['第 184 - 1 條', '184-1'],
    ['第 184 條 之 1', '184-1'],
    ['第 五 十 二 條', '52'],
    ['第一Ｏ六條', '106'],
    ['第七条の二', '7-2'],
    ['제10조의2', '10-2'],
    ['§84之1', '84-1'],
    ['§§ 184', '184'],
    ['§ 312a', '312a'],
    ['Section 2.01', '2.01'],
    ['Arts. 184', '184'],
    ['s. 19', '19'],
    ['Article 2 bis', '2bis'],
    ['Article L. 121-1', 'L121-1'],
    ['184-1', '184-1'],
  ])('reads all of %s', (text, number) => {
    expect(articleLabelAt(`${text} `, 0)).toMatchObject({ number, end: text.length });
  });

  it.each([
    ['第5條之一般要件', '5', 3],
    ['第5條之參加人', '5', 3],
    ['第5條之三億元', '5', 3],
    ['第1條-3條', '1', 3],
    ['第5條 - 2024年', '5', 3],
    ['§20II', '20', 3],
  ])('ends at what is no part of the number: %s', (text, number, end) => {
    expect(articleLabelAt(text, 0)).toMatchObject({ number, end });
  });

  it('takes an I behind a name in Han characters for a paragraph', () => {
    expect(articleLabelAt('證交法§20I', 3)).toEqual({ number: '20', end: 6, isBare: false });
    expect(articleLabelAt('BGB §312i', 4)).toMatchObject({ number: '312i' });
  });

  it('says where no word tells that it is an article', () => {
    expect(articleLabelAt('第1編', 0)).toEqual({ number: '1', end: 2, isBare: true });
    expect(articleLabelAt('第1條', 0)?.isBare).toBe(false);
  });

  it.each([
    ['第二十四條', 2],
    ['particle 5', 4],
    ['U.S. 102', 2],
    ['2.01', 2],
    ['這兩條', 1],
    ['前三條', 1],
    ['第條', 0],
    [`第${'一'.repeat(13)}條`, 0],
  ])('finds none in %s at %d', (text, index) => {
    expect(articleLabelAt(text, index)).toBeUndefined();
  });
});
