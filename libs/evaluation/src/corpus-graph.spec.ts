import path from 'node:path';
import { createReadStream } from 'node:fs';
import { MockEmbeddingModel } from '@lexhop/embedding';
import { FakeEmbeddingModel } from '@lexhop/embedding/testing';
import { testData } from '@lexhop/foundation/testing';
import { edgeCounts } from '@lexhop/graph-model';
import { queryEmbedderOf } from '@lexhop/retrieval';
import { NaiveSearch } from '@lexhop/vectors/testing';
import { describe, expect, it } from 'vitest';
import { corpusGraph } from './corpus-graph.js';
import { evaluate } from './evaluate.js';
import { type CorpusArticle, readCorpus, readQueries } from './files.js';

const anArticle = (id: string, text: string, overrides: Partial<CorpusArticle> = {}): CorpusArticle => ({
  id,
  law: '租賃法',
  article: `第 ${id.split(':')[1]} 條`,
  chapter: '第 一 章 總則 > 第 一 節 通則',
  text,
  ...overrides,
});

const corpus = [
  anArticle('L1:1', '押金不得逾二個月之租金。'),
  anArticle('L1:2', '違反前條者，處罰鍰。'),
  anArticle('L1:10', '本法自公布日施行。'),
];
const bank = [
  { article: 'L1:1', incoming: ['押金最多收幾個月？'], outgoing: ['多收押金會被處罰鍰嗎？'] },
  { article: 'L1:2', incoming: ['多收押金會罰多少？', '違反押金上限之罰則為何？'], outgoing: ['押金最多幾個月？'] },
  { article: 'L1:99', incoming: ['沒有這條？'], outgoing: [] },
  { article: 'L1:10', contentHash: '0'.repeat(64), incoming: ['何時施行？'], outgoing: [] },
];

describe('corpusGraph', () => {
  it('makes nodes, questions and edges as a build does, and counts what it could not use', async () => {
    const { counts, reader } = await corpusGraph({
      corpus,
      vectors: { bank, model: new FakeEmbeddingModel(), search: new NaiveSearch() },
    });
    expect(counts).toEqual({
      articles: 3,
      questions: { incoming: 3, outgoing: 2 },
      edges: { ...edgeCounts(() => 0), question: 2, penalises: 1 },
      bank: { unknownArticle: 1, otherText: 1 },
    });
    const [node] = await reader.nodes(['L1:2']);
    expect(node).toMatchObject({ statuteId: 'L1', number: '2', headingPath: ['第 一 章 總則', '第 一 節 通則'] });
    const [penalty] = await reader.edgesOf(['L1:2'], ['penalises']);
    expect(penalty).toMatchObject({ source: 'L1:2', target: 'L1:1', text: '違反前條者' });
    const questions = await reader.edgesOf(['L1:1'], ['question']);
    expect(questions.map(({ source, target }) => `${source} ${target}`).toSorted()).toEqual(['L1:1 L1:2', 'L1:2 L1:1']);
  });

  it('answers by words and hop', async () => {
    const model = new FakeEmbeddingModel();
    const { reader } = await corpusGraph({ corpus, vectors: { bank, model, search: new NaiveSearch() } });
    const queries = [{ id: 'q', query: '押金罰鍰', lang: 'zh', type: 'multi', gold: ['L1:1', 'L1:2'] }];
    const report = await evaluate({
      reader,
      embedQuery: queryEmbedderOf(model),
      queries,
      variants: [
        { name: 'bm25', mode: 'bm25' },
        { name: 'hop', mode: 'hop' },
      ],
    });
    expect(report.rows[0]?.metrics.allGoldAt10).toBe(1);
    expect(report.rows[1]?.metrics.allGoldAt10).toBe(1);
  });

  it('takes a corpus whose ids say nothing, without questions and citations', async () => {
    const plain = [anArticle('s0', '自然人从事工商业经营。', { article: '第五十四条', chapter: '' })];
    const { counts, reader } = await corpusGraph({
      corpus: plain,
      vectors: { model: new FakeEmbeddingModel(), search: new NaiveSearch() },
    });
    expect(counts.edges).toEqual(edgeCounts(() => 0));
    expect(await reader.nodes(['s0'])).toMatchObject([{ number: '54', headingPath: [], language: 'zh-Hans' }]);
  });
});

const passages = [
  { id: 'p1', title: 'Lothair II', text: 'Lothair II was the son of Ermengarde of Tours; his wife was Teutberga.' },
  { id: 'p2', title: 'Ermengarde of Tours', text: 'She died on 20 March 851.' },
  { id: 'p3', title: 'Teutberga', text: 'A queen who died in 875.' },
  { id: 'p4', title: 'Death in March', text: 'When did a mother die? When her mother died.' },
];

describe('a corpus of passages', () => {
  it('has an edge where one passage says the title of another, and is asked without a model', async () => {
    const { reader, counts } = await corpusGraph({ corpus: passages });
    expect(counts.edges).toEqual({ ...edgeCounts(() => 0), citation: 2 });
    const edges = await reader.edgesOf(['p1'], ['citation']);
    expect(edges.map(({ target }) => target).toSorted()).toEqual(['p2', 'p3']);
    const queries = [
      { id: 'q', query: "When did Lothair Ii's mother die?", lang: 'en', type: 'all', gold: ['p1', 'p2', 'p3'] },
    ];
    const variants = [{ name: 'hop', mode: 'hop' }] as const;
    const report = await evaluate({ reader, embedQuery: async () => [], queries, variants });
    expect(report.answers[0]?.ranks.toSorted()).toEqual([1, 2, 3]);
  });
});

const everyday = testData('eval/tw-everyday');

describe('the everyday statutes', () => {
  it('are evaluated from their files: BM25 finds at least 35 % of the multi gold articles of Chinese queries', async () => {
    const file = (name: string) => ({ name, bytes: createReadStream(path.join(everyday, name)) });
    const model = new MockEmbeddingModel();
    const graph = await corpusGraph({
      corpus: await readCorpus(file('corpus.jsonl')),
      vectors: { model, search: new NaiveSearch() },
    });
    expect(graph.counts.articles).toBe(2711);
    expect(graph.counts.edges.citation).toBeGreaterThan(1_000);
    expect(graph.counts.edges.penalises).toBeGreaterThan(100);
    const queries = await readQueries(file('queries.dev.jsonl'));
    const report = await evaluate({
      reader: graph.reader,
      embedQuery: queryEmbedderOf(model),
      queries,
      variants: [{ name: 'bm25', mode: 'bm25' }],
    });
    expect(report.missingGold).toEqual([]);
    const row = report.rows.find(({ lang, type }) => lang === 'zh' && type === 'multi');
    expect(row?.queries).toBe(24);
    expect(row?.metrics.recallAt10).toBeGreaterThanOrEqual(0.35);
  });
});
