import type { ArticleNode } from '@lexhop/graph-model';
import type { ArticleCitations } from '@lexhop/graph-statutes';
import { describe, expect, it } from 'vitest';
import { expectStatus } from '../support/graphs.js';
import { sampleGraph, sharedServer } from '../support/shared-server.js';

const server = sharedServer();

const get = <Body>(path: string) => expectStatus(server.request<Body>('GET', `/graphs/${sampleGraph}/${path}`), 200);

describe('the citations of a statute over REST', () => {
  interface CitationPage {
    readonly items: ArticleCitations[];
    readonly next?: string;
  }

  it('stand where the article’s text has them, with the nodes they lead to', async () => {
    const { items } = await get<CitationPage>('statutes/J0070017/citations?articles=J0070017:65,J0070017:91');
    expect(items.map(({ article }) => article)).toEqual(['J0070017:65', 'J0070017:91']);
    const { text } = await get<ArticleNode>('articles/J0070017:65');
    const [first] = items;
    expect(first?.citations.length).toBeGreaterThan(0);
    for (const citation of first?.citations ?? []) expect(text.slice(citation.start, citation.end)).toBe(citation.text);
    const targets = first?.citations.flatMap((citation) => citation.targets) ?? [];
    expect(targets).toContainEqual({ id: 'J0070017:44', found: 'J0070017:44', statuteTitle: '著作權法' });
  });

  it('come page by page, every article once', async () => {
    const articles: string[] = [];
    for (let next: string | undefined = ''; next !== undefined;) {
      const page: CitationPage = await get(`statutes/J0070001/citations?limit=50&after=${encodeURIComponent(next)}`);
      articles.push(...page.items.map(({ article }) => article));
      next = page.next;
    }
    const { articleCount } = await get<{ articleCount: number }>('statutes/J0070001');
    expect(new Set(articles).size).toBe(articleCount);
    expect(articles).toHaveLength(articleCount);
  });

  it('are refused for a statute that is not there', async () => {
    const problem = await expectStatus(server.request('GET', `/graphs/${sampleGraph}/statutes/X1/citations`), 404);
    expect(problem).toMatchObject({ code: 'not-found', kind: 'statute' });
  });
});

describe('what hangs on an article', () => {
  interface Impact {
    readonly article: string;
    readonly groups: readonly {
      readonly kind: string;
      readonly depth: number;
      readonly count: number;
      readonly dependents: readonly { readonly article: { readonly id: string }; readonly words: string }[];
    }[];
  }

  it('is told by kind and depth, with the words that say so, of an article by its name', async () => {
    const { article, groups } = await get<Impact>(`articles/${encodeURIComponent('著作權法第70條')}/impact?depth=2`);
    expect(article).toBe('J0070017:70');
    expect(groups.find(({ kind }) => kind === 'penalises')).toMatchObject({
      depth: 1,
      count: 1,
      dependents: [{ article: { id: 'J0070017:93' }, words: '違反第七十條規定者', through: 'J0070017:70' }],
    });
    const depths = groups.map(({ depth }) => depth);
    expect(depths).toEqual(depths.toSorted((one, other) => one - other));
    expect(depths).toContain(2);
  });

  it('is counted whole where fewer are named', async () => {
    const { groups } = await get<Impact>('articles/J0070017:3/impact?depth=1&limit=2');
    const uses = groups.find(({ kind }) => kind === 'defines');
    expect(uses?.count).toBeGreaterThan(50);
    expect(uses?.dependents).toHaveLength(2);
  });
});

describe('the search box of a graph', () => {
  const search = (text: string, more = '') =>
    get<{ build: number; by: string; items: ArticleNode[]; next?: string }>(
      `articles?text=${encodeURIComponent(text)}${more}`,
    );

  it.each(['著作權法第52條', '著作權法 第五十二條', 'J0070017:52'])('finds the article that %s names', async (text) => {
    const found = await search(text);
    expect(found).toMatchObject({ build: 1, by: 'name', items: [{ id: 'J0070017:52' }] });
    expect(found.next).toBeUndefined();
  });

  it('finds a number in every statute, and words within the limit', async () => {
    expect((await search('第五十二條')).items.map(({ id }) => id)).toEqual(['J0070001:52', 'J0070017:52']);
    const words = await search('教學 引用 著作', '&limit=3&statutes=J0070017');
    expect(words.by).toBe('words');
    expect(words.items).toHaveLength(3);
  });

  it('is told what is wrong with an empty and a long text', async () => {
    const empty = await expectStatus(server.request('GET', `/graphs/${sampleGraph}/articles?text=`), 400);
    expect(empty).toMatchObject({ code: 'bad-request', detail: expect.stringContaining('empty') });
    const long = await expectStatus(
      server.request('GET', `/graphs/${sampleGraph}/articles?text=${'x'.repeat(201)}`),
      400,
    );
    expect(long).toMatchObject({ detail: expect.stringContaining('200 characters') });
  });
});

describe('statutes and articles by the names that people give them', () => {
  const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id);
  const shortName = encodeURIComponent('著權法');

  it('are found wherever a statute or an article is asked for', async () => {
    expect(await get(`articles/${encodeURIComponent('著權法第52條')}`)).toMatchObject({ id: 'J0070017:52' });
    expect(await get(`statutes/${shortName}`)).toMatchObject({ id: 'J0070017' });
    expect(ids((await get<{ items: { id: string }[] }>(`statutes?text=${shortName}`)).items)).toEqual(['J0070017']);
    const only = await get<{ items: ArticleNode[] }>(`articles?statutes=${shortName}&limit=5`);
    expect(new Set(only.items.map(({ statuteId }) => statuteId))).toEqual(new Set(['J0070017']));
    const request = { query: '註冊', mode: 'bm25', statutes: ['商標法'] };
    const asked = server.request<{ results: { article: ArticleNode }[] }>(
      'POST',
      `/graphs/${sampleGraph}/retrieve`,
      request,
    );
    const { results } = await expectStatus(asked, 200);
    expect(new Set(results.map(({ article }) => article.statuteId))).toEqual(new Set(['J0070001']));
  });

  it('are refused with the nearest where there are none', async () => {
    const request = { query: '註冊', statutes: ['商法', 'J0070017'] };
    const asked = server.request('POST', `/graphs/${sampleGraph}/retrieve`, request);
    expect(await expectStatus(asked, 400)).toMatchObject({
      code: 'statutes-unknown',
      detail: 'Build 1 of graph sample lacks 1 of the 2 statutes asked for: 商法. Nearest to 商法: 商標法 (J0070001).',
      nearest: { 商法: [{ id: 'J0070001', title: '商標法' }] },
    });
  });
});
