import { describe, expect, it } from 'vitest';
import { OversizeText } from '../files/json-assembler.js';
import { draftMinistryStatute, isMinistryStatute } from './ministry.js';

const bulk = {
  LawLevel: '法律',
  LawName: '示例法',
  LawURL: 'https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=J0070017',
  LawCategory: '行政＞經濟部',
  LawModifiedDate: '20220615',
  LawAbandonNote: '',
  EngLawName: 'Example Act',
  LawForeword: '',
  LawArticles: [
    { ArticleType: 'C', ArticleNo: '', ArticleContent: '第 一 章 總則' },
    { ArticleType: 'A', ArticleNo: '第 1 條', ArticleContent: '甲。' },
  ],
};

const chinese = {
  法規性質: '法律',
  法規名稱: '示例法',
  法規網址: 'https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=J0070017',
  法規類別: '行政＞經濟部',
  最新異動日期: '20220615',
  英文法規名稱: 'Example Act',
  法規內容: [{ 編章節: '第 一 章 總則' }, { 條號: '第 1 條', 條文內容: '甲。' }],
};

describe('draftMinistryStatute', () => {
  it('reads the same from the bulk format and from the Chinese keys', () => {
    const draft = {
      title: '示例法',
      englishTitle: 'Example Act',
      level: 'law',
      url: bulk.LawURL,
      category: '行政＞經濟部',
      modifiedOn: '2022-06-15',
      abolished: false,
      entries: [{ heading: '第 一 章 總則' }, { label: '第 1 條', content: '甲。' }],
      remarks: [],
    };
    expect(draftMinistryStatute(bulk)).toEqual(draft);
    expect(draftMinistryStatute(chinese)).toEqual(draft);
  });

  it.each([
    ['憲法', 'constitution'],
    ['法律', 'law'],
    ['命令', 'order'],
    ['', 'unknown'],
  ])('the level %s is %s', (LawLevel, level) => {
    expect(draftMinistryStatute({ ...bulk, LawLevel }).level).toBe(level);
  });

  it('knows an abolished statute by its note or its category', () => {
    expect(draftMinistryStatute({ ...bulk, LawAbandonNote: '廢' }).abolished).toBe(true);
    expect(draftMinistryStatute({ ...bulk, LawCategory: '廢止法規＞內政部' }).abolished).toBe(true);
    expect(draftMinistryStatute({ ...chinese, 廢止註記: '廢' }).abolished).toBe(true);
  });

  it('leaves out the English title of an English file', () => {
    expect(draftMinistryStatute({ ...bulk, LawName: 'Example Act' })).not.toHaveProperty('englishTitle');
  });

  it.each([
    [{ LawModifiedDate: '19460000' }, 'The field LawModifiedDate is "19460000", not a date, and was left out.'],
    [{ LawModifiedDate: '20230229' }, 'The field LawModifiedDate is "20230229", not a date, and was left out.'],
    [{ LawCategory: 7 }, 'The field LawCategory is a number, not text, and was left out.'],
    [{ LawForeword: ['x'] }, 'The field LawForeword is a list, not text, and was left out.'],
  ])('a field that can not be read is left out with a warning: %j', (fields, sentence) => {
    const { remarks, entries } = draftMinistryStatute({ ...bulk, ...fields });
    expect(remarks).toEqual([{ code: 'field-not-readable', place: 'the statute itself', sentence }]);
    expect(entries).toHaveLength(2);
  });

  it.each([
    [{ ArticleType: 'A', ArticleNo: '第 2 條', ArticleContent: 7 }, 'article-not-text', '第 2 條', 'a number'],
    [{ ArticleType: 'A', ArticleNo: '第 2 條' }, 'article-not-text', '第 2 條', 'missing'],
    [{ ArticleType: 'C', ArticleNo: '', ArticleContent: null }, 'article-not-text', 'entry 3', 'missing'],
    ['第 2 條', 'article-not-text', 'entry 3', 'a string'],
    [
      { ArticleType: 'A', ArticleNo: '第 2 條', ArticleContent: new OversizeText(6_000_000) },
      'article-too-long',
      '第 2 條',
      '6000000',
    ],
  ])('an entry without text is left out with a warning: %j', (entry, code, place, found) => {
    const { remarks, entries } = draftMinistryStatute({ ...bulk, LawArticles: [...bulk.LawArticles, entry] });
    expect(remarks).toMatchObject([{ code, place }]);
    expect(remarks[0]?.sentence).toContain(found);
    expect(entries).toHaveLength(2);
  });

  it('takes a number as a label, and leaves one that is missing to whoever reads numbers', () => {
    const LawArticles = [{ ArticleNo: 5, ArticleContent: '甲。' }, { ArticleContent: '乙。' }];
    expect(draftMinistryStatute({ ...bulk, LawArticles }).entries).toEqual([
      { label: '5', content: '甲。' },
      { label: '', content: '乙。' },
    ]);
  });
});

describe('isMinistryStatute', () => {
  it('is told by a title and a list of entries', () => {
    expect([bulk, chinese].every(isMinistryStatute)).toBe(true);
    expect(
      [null, 'x', [bulk], { LawName: '示例法' }, { law_name: '示例法', chapters: [] }].some(isMinistryStatute),
    ).toBe(false);
  });
});
