import { describe, expect, it } from 'vitest';
import { draftTextStatute } from './plain-text.js';

describe('what stands above the articles of a text', () => {
  it.each([
    ['《住宅租賃條例》', '住宅租賃條例', undefined],
    ['住宅租賃條例（民國 112 年 2 月 8 日修正）', '住宅租賃條例', '2023-02-08'],
    ['《住宅租賃條例》（2023-02-08 修正）', '住宅租賃條例', '2023-02-08'],
    ['住宅租賃條例（節錄）', '住宅租賃條例（節錄）', undefined],
    ['第二預備金動支辦法', '第二預備金動支辦法', undefined],
  ])('of the title %s keeps what it is called by', (line, title, modifiedOn) => {
    const draft = draftTextStatute(`${line}\n第一條　甲。`, 'x.txt');
    expect([draft?.title, draft?.modifiedOn]).toEqual([title, modifiedOn]);
  });
});
