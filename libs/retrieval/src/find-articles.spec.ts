import type { ArticleNode } from '@lexhop/graph-model';
import { aNode, aParagraph } from '@lexhop/graph-store/testing';
import { describe, expect, it } from 'vitest';
import { articleMeant, type ArticleSearch, findArticles } from './find-articles.js';
import { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
import { aGraph, indexOf } from './testing/graph-fixture.js';

const ofStatute = (statuteId: string, statuteTitle: string) => (overrides: Partial<ArticleNode>) =>
  aNode({ statuteId, statuteTitle, ...overrides });
const copyright = ofStatute('J0070017', '著作權法');
const rules = ofStatute('J0070010', '著作權法施行細則');
const civil = ofStatute('B0000001', '民法');
const second = civil({ number: '184-1', text: '甲。\n乙。', position: 184 });
const nodes = [
  copyright({ number: '52', text: '為報導、評論、教學、研究，得引用已公開發表之著作。' }),
  copyright({ number: '10-1', text: '著作權之保護僅及於表達。' }),
  copyright({ number: '3', text: '（刪除）', repealed: true }),
  rules({ number: '52', text: '本細則自發布日施行。' }),
  civil({ number: '52', text: '總會決議。' }),
  second,
  aParagraph(second, 2, { statuteTitle: '民法', position: 185 }),
];

const reader = new InMemoryGraphReader(indexOf(aGraph({ nodes })));

async function found(text: string, search: Partial<ArticleSearch> = {}) {
  const whole = { text, limit: 10, filter: { includeRepealed: false }, ...search };
  const { by, articles } = await findArticles(reader, whole);
  return [by, ...articles.map(({ id }) => id)];
}

describe('findArticles', () => {
  it.each(['著作權法第52條', '著作權法 52', '「著作權法」第五十二條', '著權法52', '著作权法第五十二条规定什么'])(
    'finds the article that %s names',
    async (text) => {
      expect(await found(text)).toEqual(['name', 'J0070017:52']);
    },
  );

  it('finds the articles of a number by a part of their statute’s title, the shortest title first', async () => {
    expect(await found('著作權 52')).toEqual(['name', 'J0070017:52', 'J0070010:52']);
  });

  it.each([
    '民法第52條第1項前段',
    '民法第52條但書',
    '民法第52條第2項第3款第1目',
    '請看民法第52條',
    '民法 52 I (6)',
    'Article 52(1) of the Civil Code',
  ])('finds the article of %s, however fine the place in it', async (text) => {
    expect(await found(text)).toEqual(['name', 'B0000001:52']);
  });

  it('finds none of a statute that the build lacks, but by what its title has in common with one', async () => {
    expect((await found('國家賠償法第52條'))[0]).toBe('words');
    expect(await found('作權法第52條')).toEqual(['name', 'J0070017:52', 'J0070010:52']);
  });

  it('finds an article by its id, and a paragraph before its article', async () => {
    expect(await found('J0070017:10-1')).toEqual(['name', 'J0070017:10-1']);
    expect(await found('民法第一百八十四條之一第二項')).toEqual(['name', 'B0000001:184-1#2', 'B0000001:184-1']);
    expect(await found('B0000001:184-1#2')).toEqual(['name', 'B0000001:184-1#2', 'B0000001:184-1']);
    expect(await found('民法第五十二條第九項')).toEqual(['name', 'B0000001:52']);
  });

  it('finds the articles of one number in every statute, or in those asked for', async () => {
    expect(await found('第五十二條')).toEqual(['name', 'B0000001:52', 'J0070010:52', 'J0070017:52']);
    expect(await found('52', { limit: 2 })).toEqual(['name', 'B0000001:52', 'J0070010:52']);
    expect(await found('52', { filter: { includeRepealed: false, statutes: ['J0070017'] } })).toEqual([
      'name',
      'J0070017:52',
    ]);
  });

  it('finds the articles of the statute that it names, in numeric order, repealed ones too', async () => {
    expect(await found('著作權法')).toEqual(['name', 'J0070017:3', 'J0070017:10-1', 'J0070017:52']);
    expect(await found('著權法', { limit: 1 })).toEqual(['name', 'J0070017:3']);
    expect(await found('B0000001', { limit: 1 })).toEqual(['name', 'B0000001:52']);
  });

  it('finds words where nothing is named', async () => {
    expect(await found('教學 研究')).toEqual(['words', 'J0070017:52']);
    expect(await found('著作權法第999條', { limit: 1 })).toEqual(['words', expect.stringMatching(/^J00700/)]);
    expect(await found('外星球')).toEqual(['words']);
    expect(await found(' ')).toEqual(['words']);
  });
});

describe('articleMeant', () => {
  it('is the article that a text names, repealed ones too', async () => {
    expect(await articleMeant(reader, '著作權法第3條')).toMatchObject({ id: 'J0070017:3', repealed: true });
    expect(await articleMeant(reader, '著作權法第999條')).toBeUndefined();
  });

  it('tells the nearest names where the build lacks the statute that a text names', async () => {
    await expect(articleMeant(reader, '刑法第184條')).rejects.toMatchObject({
      code: 'statutes-unknown',
      nearest: { 刑法: [{ id: 'B0000001', title: '民法' }] },
    });
  });

  it('is none for an id that the build lacks, and for words', async () => {
    for (const text of ['J0070099:1', '刑法:184', '著作人', ''])
      expect(await articleMeant(reader, text)).toBeUndefined();
  });
});
