import { createReadStream } from 'node:fs';
import { testData } from '@lexhop/foundation/testing';
import { describe, expect, it } from 'vitest';
import { benchmarks, benchmarkTable } from './benchmark.js';
import { corpusGraph } from './corpus-graph.js';
import { evaluate } from './evaluate.js';
import { readCorpus, readQueries } from './files.js';

const file = (name: string) => ({ name, bytes: createReadStream(testData(`eval/2wiki/${name}`)) });

describe('2WikiMultiHopQA', () => {
  it('is answered without a model: hop finds 95 % within five passages, and stands among the published figures', async () => {
    const { reader } = await corpusGraph({ corpus: await readCorpus(file('corpus.jsonl')) });
    const queries = await readQueries(file(benchmarks['2wiki'].queries));
    const variants = (['bm25', 'hop'] as const).map((mode) => ({ name: mode, mode }));
    const report = await evaluate({ reader, embedQuery: async () => [], queries, variants });
    const all = report.rows.filter(({ lang, type }) => lang === 'all' && type === 'all');
    expect(all.find(({ variant }) => variant === 'hop')?.metrics.recallAt5).toBeGreaterThanOrEqual(0.95);
    const systems = [...benchmarkTable(benchmarks['2wiki'], [report]).matchAll(/^\| (.+?) \| \d/gm)].map(
      ([, name]) => name,
    );
    expect(systems).toEqual([
      'LexHop, hop, no model',
      'BridgeRAG',
      'PropRAG',
      'HippoRAG 2',
      'LexHop, bm25, no model',
      'BM25',
    ]);
  }, 120_000);
});
