import { InMemoryGraphReader, type QueryEmbedder } from '@lexhop/retrieval';
import { aBuild, aGraph, anArticle, aSpace, at, indexOf } from '@lexhop/retrieval/testing';
import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.js';
import type { EvaluationQuery } from './files.js';
import { reportTable } from './report.js';

/* By words `rent` finds article 1, by vector article 2. */
const nodes = [
  anArticle({ number: '1', text: 'rent' }),
  anArticle({ number: '2', text: 'lease' }),
  anArticle({ number: '3', text: 'gone', repealed: true }),
];
const graph = aGraph({
  nodes,
  vectors: new Map([
    ['T1:1', at(90)],
    ['T1:2', at(0)],
    ['T1:3', at(180)],
  ]),
});
const aQuery = (query: Partial<EvaluationQuery>): EvaluationQuery => ({
  id: 'q',
  query: 'rent',
  lang: 'en',
  type: 'single',
  gold: ['T1:2'],
  ...query,
});
const queries = [
  aQuery({ id: 'q1' }),
  aQuery({ id: 'q2', lang: 'zh', type: 'multi', gold: ['T1:1', 'T1:2'] }),
  aQuery({ id: 'q3', lang: 'zh', gold: ['T1:9'] }),
];
const embedQuery: QueryEmbedder = async (texts) => texts.map(() => ({ query: at(0), question: at(0) }));
const reportOf = (of = graph, modes = ['bm25', 'dense'] as const) =>
  evaluate({ reader: new InMemoryGraphReader(indexOf(of)), embedQuery, queries, modes });

describe('evaluate', () => {
  it('gives each mode its figures by language and type, by language, and in all', async () => {
    const { rows } = await reportOf();
    const recalls = rows.map(({ lang, type, queries: count, mode, metrics }) => [
      `${lang} ${type} ${count} ${mode}`,
      metrics.recallAt10,
    ]);
    expect(recalls).toEqual([
      ['en single 1 bm25', 0],
      ['en single 1 dense', 1],
      ['zh multi 1 bm25', 0.5],
      ['zh multi 1 dense', 1],
      ['zh single 1 bm25', 0],
      ['zh single 1 dense', 0],
      ['en all 1 bm25', 0],
      ['en all 1 dense', 1],
      ['zh all 2 bm25', 0.25],
      ['zh all 2 dense', 0.5],
      ['all all 3 bm25', 0.5 / 3],
      ['all all 3 dense', 2 / 3],
    ]);
  });

  it('names the build, its space, and gold articles that the graph lacks', async () => {
    const report = await reportOf();
    expect(report).toMatchObject({ graph: 'default', build: 1, space: 'test/plane@1:2:fp32:none', semantic: true });
    expect(report.missingGold).toEqual(['T1:9']);
    expect(Object.keys(report.milliseconds)).toEqual(['bm25', 'dense']);
  });

  it('embeds each query once, whatever the modes', async () => {
    const asked: string[] = [];
    const noting: QueryEmbedder = async (texts, _, roles) => {
      asked.push([...texts, ...roles].join(' '));
      return texts.map(() => ({ query: at(0), question: at(0) }));
    };
    const reader = new InMemoryGraphReader(indexOf(graph));
    const two = [aQuery({ id: 'q1', query: 'a' }), aQuery({ id: 'q2', query: 'b' })];
    await evaluate({ reader, embedQuery: noting, queries: two, modes: ['dense', 'hybrid', 'hop'] });
    expect(asked).toEqual(['a query', 'a question', 'b query', 'b question']);
  });
});

describe('reportTable', () => {
  it('is a Markdown table for each group, figures in %', async () => {
    const table = reportTable(await reportOf());
    expect(table).toContain('## zh multi (1)\n\n| mode | R@5 | R@10 | R@20 | all@10 | MRR@10 |\n');
    expect(table).toContain('| bm25 | 50.0 | 50.0 | 50.0 | 0.0 | 100.0 |\n');
    expect(table).toContain('The graph lacks 1 gold articles, counted as not found.');
    expect(table).not.toContain('know no meaning');
  });

  it('warns of vectors that know no meaning', async () => {
    const mocked = { ...graph, build: aBuild({ space: aSpace({ semantic: false }) }) };
    expect(reportTable(await reportOf(mocked))).toContain('The vectors know no meaning');
  });
});
