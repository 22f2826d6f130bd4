import { passageOf } from '@lexhop/graph-model';
import { InMemoryGraphReader, type QueryEmbedder, type RetrievalPolicy, retrievalPolicy } from '@lexhop/retrieval';
import { aBuild, aGraph, anArticle, aSpace, at, indexOf } from '@lexhop/retrieval/testing';
import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.js';
import type { EvaluationQuery } from './files.js';
import { ReplayedReranker, replaying } from './recorded.js';
import { reportCsv, reportTable } from './report.js';

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
  evaluate({
    reader: new InMemoryGraphReader(indexOf(of)),
    embedQuery,
    queries,
    variants: modes.map((mode) => ({ name: mode, mode })),
  });

describe('evaluate', () => {
  it('gives each mode its figures by language and type, by language, and in all', async () => {
    const { rows } = await reportOf();
    const recalls = rows.map(({ lang, type, queries: count, variant, metrics }) => [
      `${lang} ${type} ${count} ${variant}`,
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

  it('compares each variant with the baseline on the same queries', async () => {
    const { rows, baseline } = await reportOf();
    expect(baseline).toBe('bm25');
    expect(rows.find(({ lang, variant }) => lang === 'all' && variant === 'bm25')).not.toHaveProperty('difference');
    // Of the three queries dense finds all that bm25 misses of two, and neither anything of the third.
    const { difference } = rows.find(({ lang, variant }) => lang === 'all' && variant === 'dense') ?? {};
    expect(difference?.mean).toBeCloseTo(0.5, 9);
    expect(difference?.low).toBeGreaterThanOrEqual(0);
    expect(difference?.high).toBeLessThanOrEqual(1);
  });

  it('says the rank of every gold article in every list', async () => {
    const { answers } = await reportOf();
    const ranks = answers.map(({ id, variant, ranks: own }) => `${id} ${variant} ${own.join(' ')}`);
    expect(ranks).toContain('q2 bm25 1 ');
    expect(ranks).toContain('q2 dense 2 1');
  });

  it('counts an alternative of a group as its gold article', async () => {
    const reader = new InMemoryGraphReader(indexOf(graph));
    const either = [aQuery({ gold: [['T1:1', 'T1:9'], 'T1:2'] })];
    const report = await evaluate({ reader, embedQuery, queries: either, variants: [{ name: 'bm25', mode: 'bm25' }] });
    expect(report.rows[0]?.metrics.recallAt10).toBe(0.5);
  });

  it('fuses the same lists anew for other constants, as if they had been searched for again, and measures no time of it', async () => {
    const reader = new InMemoryGraphReader(indexOf(graph));
    const { hybrid } = retrievalPolicy;
    const ofWords: RetrievalPolicy = { ...retrievalPolicy, hybrid: { text: 1, dense: 0 } };
    const variant = (name: string, policy?: RetrievalPolicy) =>
      ({ name, mode: 'hybrid', ...(policy && { policy }) }) as const;
    const ablation = variant('hybrid, words alone', ofWords);
    const ask = (variants: readonly ReturnType<typeof variant>[]) =>
      evaluate({ reader, embedQuery, queries, variants });
    const after = await ask([variant('hybrid'), ablation, variant('hybrid, the same', { ...ofWords, hybrid })]);
    const ranksOf = (report: typeof after, name: string) =>
      report.answers.filter((answer) => answer.variant === name).map(({ ranks }) => ranks);
    expect(ranksOf(after, ablation.name)).toEqual(ranksOf(await ask([ablation]), ablation.name));
    expect(ranksOf(after, 'hybrid, the same')).toEqual(ranksOf(after, 'hybrid'));
    expect(Object.keys(after.milliseconds)).toEqual(['hybrid']);
  });

  it('measures recorded readings by the whole path, without a language model', async () => {
    const reader = new InMemoryGraphReader(indexOf(graph));
    const readings = replaying('strong', new Map([['rent', { issues: ['lease'] }]]));
    const variants = [
      { name: 'bm25', mode: 'bm25' },
      { name: 'hop, strong readings', mode: 'hop', readings },
    ] as const;
    const { answers } = await evaluate({ reader, embedQuery, queries: queries.slice(0, 1), variants });
    expect(answers.map(({ ranks }) => ranks)).toEqual([[null], [1]]);
    const nothing = [{ name: 'hop, weak readings', mode: 'hop', readings: replaying('weak', new Map()) }] as const;
    await expect(
      evaluate({ reader, embedQuery, queries: queries.slice(0, 1), variants: nothing }),
    ).rejects.toMatchObject({ code: 'variant-failed', variant: 'hop, weak readings' });
  });
});

describe('a recorded reranking', () => {
  const reader = new InMemoryGraphReader(indexOf(graph));
  const ids = new Map(nodes.map((node) => [passageOf(node), node.id]));
  const reportOfScores = (query: string, scores: Readonly<Record<string, number>>) => {
    const reranker = new ReplayedReranker('cross', new Map([[query, scores]]), ids);
    const variants = [
      { name: 'dense', mode: 'dense' },
      { name: 'dense, reranked', mode: 'dense', reranker },
    ] as const;
    return evaluate({ reader, embedQuery, queries: [aQuery({ gold: ['T1:1', 'T1:2'] })], variants });
  };

  it('is measured as the reranker would be', async () => {
    const { answers } = await reportOfScores('rent', { 'T1:1': 2, 'T1:2': 1 });
    expect(answers.map(({ ranks }) => ranks)).toEqual([
      [2, 1],
      [1, 2],
    ]);
  });

  it('puts what was not read behind what was', async () => {
    const { answers } = await reportOfScores('rent', { 'T1:1': -5 });
    expect(answers[1]?.ranks).toEqual([1, 2]);
  });

  it('is no figure where nothing was recorded for a query', async () => {
    await expect(reportOfScores('lease', {})).rejects.toMatchObject({
      code: 'variant-failed',
      variant: 'dense, reranked',
    });
  });
});

describe('reportTable', () => {
  it('is a Markdown table for each group, figures in %', async () => {
    const table = reportTable(await reportOf());
    expect(table).toContain('## zh multi (1)\n\n| mode | R@5 | R@10 | R@20 | all@10 | MRR@10 | R@10 against bm25 |\n');
    expect(table).toContain('| bm25 | 50.0 | 50.0 | 50.0 | 0.0 | 100.0 |  |\n');
    expect(table).toContain('The graph lacks 1 gold article, counted as not found.');
    expect(table).not.toContain('know no meaning');
  });

  it('warns of vectors that know no meaning', async () => {
    const mocked = { ...graph, build: aBuild({ space: aSpace({ semantic: false }) }) };
    expect(reportTable(await reportOf(mocked))).toContain('The vectors know no meaning');
  });

  it('is a line for each query and variant as CSV', async () => {
    const lines = reportCsv(await reportOf()).split('\n');
    expect(lines[0]).toMatch(/^graph,build,query,/);
    expect(lines).toHaveLength(1 + 6 + 1);
    expect(lines[2]).toMatch(/^default,1,q2,zh,multi,bm25,0.5,0.5,0.5,[\d.]+,1 $/);
  });
});
