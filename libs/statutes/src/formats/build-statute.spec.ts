import { describe, expect, it } from 'vitest';
import { buildStatute, headingRank, HeadingTrail, longestArticle } from './build-statute.js';
import type { DraftEntry, StatuteDraft } from './statute-draft.js';

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

function aDraft(entries: readonly DraftEntry[], fields: Partial<StatuteDraft> = {}): StatuteDraft {
  return { title: '示例法', level: 'law', abolished: false, entries, remarks: [], ...fields };
}

describe('buildStatute', () => {
  it('puts articles in numeric order under their headings', () => {
    const { statute, remarks } = buildStatute(
      aDraft([
        { heading: '第 一 章  總則' },
        { label: '第 1 條', content: '甲應通知乙。' },
        { label: '第 10 條', content: '乙應通知甲。' },
        { heading: '第 一 節 通知' },
        { label: '第二條之一', content: '（刪除）' },
        { label: '第 2 條', content: '丙得異議。\r\n前項異議，應附理由。' },
      ]),
    );
    expect(remarks).toEqual([]);
    expect(statute?.articles.map(({ number, headingPath, repealed }) => ({ number, headingPath, repealed }))).toEqual([
      { number: '1', headingPath: ['第 一 章 總則'], repealed: false },
      { number: '2', headingPath: ['第 一 章 總則', '第 一 節 通知'], repealed: false },
      { number: '2-1', headingPath: ['第 一 章 總則', '第 一 節 通知'], repealed: true },
      { number: '10', headingPath: ['第 一 章 總則'], repealed: false },
    ]);
    expect(statute?.articles[1]?.paragraphs.map(({ text }) => text)).toEqual(['丙得異議。', '前項異議，應附理由。']);
  });

  it('keeps the fields of the draft, joins the lines of its foreword and tells its language and id', () => {
    const foreword = '中華民國國民大會受全體國民之付託，依據孫中山先生創立中華民國之遺\r\n教，制定本憲法。';
    const fields = {
      url: 'https://x/?pcode=A0000001',
      category: '憲法',
      modifiedOn: '1947-01-01',
      foreword,
      englishTitle: 'Constitution',
    };
    const { statute } = buildStatute(aDraft([{ label: '第 1 條', content: '民主共和國。' }], fields));
    expect(statute).toMatchObject({
      ...fields,
      id: 'A0000001',
      language: 'zh-Hant',
      foreword: '中華民國國民大會受全體國民之付託，依據孫中山先生創立中華民國之遺教，制定本憲法。',
    });
    expect(statute).not.toHaveProperty('entries');
    expect(statute).not.toHaveProperty('remarks');
  });

  it.each(['law.moj.gov.tw/?pcode=A0000001', 'javascript:alert(1)//?pcode=A0000001', 'https://?pcode=A0000001'])(
    'leaves out the address %s, which no browser should follow, with a warning, and reads the id from it all the same',
    (url) => {
      const { statute, remarks } = buildStatute(aDraft([{ label: '第 1 條', content: '甲。' }], { url }));
      expect(statute).toMatchObject({ id: 'A0000001' });
      expect(statute).not.toHaveProperty('url');
      expect(remarks).toMatchObject([{ code: 'field-not-readable', sentence: expect.stringContaining(url) }]);
    },
  );

  it.each([
    ['no number', { label: '附表', content: '甲。' }, 'article-number-missing'],
    ['a number that stands there already', { label: '第一條', content: '丙。' }, 'article-number-repeated'],
    ['no text', { label: '第 2 條', content: ' \r\n\u3000' }, 'article-empty'],
    ['more text than any article', { label: '第 2 條', content: '甲'.repeat(longestArticle + 1) }, 'article-too-long'],
  ])('an article with %s is a warning and the rest is read', (_name, entry, code) => {
    const { statute, remarks } = buildStatute(
      aDraft([{ label: '第 1 條', content: '甲。' }, entry, { label: '第 3 條', content: '乙。' }]),
    );
    expect(remarks.map((remark) => remark.code)).toEqual([code]);
    expect(statute?.articles.map(({ number, text }) => [number, text])).toEqual([
      ['1', '甲。'],
      ['3', '乙。'],
    ]);
  });

  it('cuts a title and a heading of 10,000 characters, which stand on every article, with a warning each', () => {
    const long = '甲'.repeat(10_000);
    const { statute, remarks } = buildStatute(
      aDraft([{ heading: `第 一 章 ${long}` }, { label: '第 1 條', content: '甲。' }], { title: `${long}法` }),
    );
    expect(statute?.title).toHaveLength(500);
    expect(statute?.articles[0]?.headingPath[0]).toHaveLength(500);
    expect(remarks.map(({ code }) => code)).toEqual(['name-too-long', 'name-too-long']);
  });

  it('gives no statute where no article is left', () => {
    const { statute, remarks } = buildStatute(aDraft([{ heading: '第 一 章 總則' }]));
    expect(statute).toBeUndefined();
    expect(remarks).toMatchObject([{ code: 'statute-without-articles', place: '示例法' }]);
  });

  it('replaces what no store can hold, and says how much of it and where', () => {
    const { statute, remarks } = buildStatute(
      aDraft(
        [
          { heading: '第 一 章 總\u0000則' },
          { label: '第 1 條', content: '甲\u0000\u0000應通知\ud800乙𠮷。' },
          { label: '第 2 條', content: '丙。' },
        ],
        { title: '示\udc00例法' },
      ),
    );
    expect(statute).toMatchObject({
      title: '示\ufffd例法',
      articles: [{ text: '甲\ufffd\ufffd應通知\ufffd乙𠮷。', headingPath: ['第 一 章 總\ufffd則'] }, { text: '丙。' }],
    });
    expect(remarks.map(({ code, place }) => [code, place])).toEqual([
      ['characters-replaced', 'title'],
      ['characters-replaced', '第 一 章 總\ufffd則'],
      ['characters-replaced', '第 1 條'],
    ]);
    expect(remarks[2]?.sentence).toMatch(/^3 characters that can not be stored were replaced by U\+FFFD/);
  });
});
