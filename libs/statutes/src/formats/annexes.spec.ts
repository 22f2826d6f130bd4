import { describe, expect, it } from 'vitest';
import { draftTextStatute } from './plain-text.js';

function read(...lines: readonly string[]) {
  const draft = draftTextStatute(['示範辦法', ...lines].join('\n'), '示範.txt');
  const entries = draft?.entries ?? [];
  return {
    articles: entries.flatMap((entry) => ('label' in entry ? [`${entry.label}：${entry.content.trim()}`] : [])),
    remarks: draft?.remarks.map(({ code, place }) => `${code}, ${place}`) ?? [],
  };
}

const statute = ['第一條　甲如附表一。', '第二條　本辦法自發布日施行。'];
const articles = ['第一條：甲如附表一。', '第二條：本辦法自發布日施行。'];

describe('an annex below the last article', () => {
  it.each([
    '附表一',
    '附件',
    '附 表 二',
    '附表一　裁罰基準',
    '附件一：申請書',
    '附錄',
    '附圖之一',
    '【附件】',
    '附表一違約金計算表',
    '附件二之一',
    '別表第一（第二条関係）',
    'Schedule 1',
    'ANNEX II – Forms',
    '[별표 1]',
  ])('%s is left out, and counted', (title) => {
    const found = read(...statute, '', title, '項目　金額', '一　　一千元');
    expect(found).toEqual({ articles, remarks: ['annex-left-out, line 5'] });
  });

  it('that counts articles of its own is no part of the statute, however many they are', () => {
    const contract = ['附件　契約範本', '第一條　乙方應付款。', '第二條　丙。', '第三條　丁。', '第四條　戊。'];
    expect(read(...statute, ...contract)).toEqual({ articles, remarks: ['annex-left-out, line 4'] });
  });

  it('is none where an article goes on, or a later one opens below it', () => {
    expect(read('第一條　甲。', '附表一', '第二條　乙。').articles).toEqual(['第一條：甲。\n附表一', '第二條：乙。']);
    expect(read('第一條　甲。', '附表一所定之乙，應公告。').articles).toEqual([
      '第一條：甲。\n附表一所定之乙，應公告。',
    ]);
    expect(read('第一條　其基準如', '附表一').articles).toEqual(['第一條：其基準如\n附表一']);
  });

  it.each([
    ['as far as the statute does', ['第一條　丙。', '第二條　丁。', '第三條　戊。', '第四條　己。']],
    ['not so far', ['第一條　丙。', '第二條　丁。']],
  ])('that counts %s and stood inside an article ends nothing: the statute goes on below it', (_name, contract) => {
    const lines = [...statute, '第三條　如附件。', '附件 契約書', ...contract, '第四條　甲。', '第五條　乙。'];
    const found = read(...lines);
    expect(found.articles).toHaveLength(5);
    expect(found.articles.at(-1)).toBe('第五條：乙。');
    expect(found.remarks.join()).not.toContain('annex-left-out');
  });

  it('that a table of contents names ends nothing', () => {
    expect(read('目錄', '第一條', '第二條', '附件', ...statute).articles).toEqual(articles);
  });
});
