import path from 'node:path';
import { createReadStream } from 'node:fs';
import { createEmbeddingChain, type EmbeddingModel, embeddingSettings } from '@lexhop/embedding';
import { readSettings, SilentLogger } from '@lexhop/foundation';
import { testData } from '@lexhop/foundation/testing';
import { type BankEntry, readQuestionBank } from '@lexhop/pseudo-queries';
import { queryEmbedderOf, type RetrievalMode } from '@lexhop/retrieval';
import { MatrixThreads } from '@lexhop/vectors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpusGraph } from './corpus-graph.js';
import { evaluate, type EvaluationReport } from './evaluate.js';
import { readCorpus, readQueries } from './files.js';
import { reportTable } from './report.js';

const asked = ['1', 'true'].includes(process.env['LEXHOP_TEST_MODELS'] ?? '');
if (!asked) console.warn('Skipped: recall with real weights, since LEXHOP_TEST_MODELS=1 is not set.');

const minutes = 60_000;
const every: readonly RetrievalMode[] = ['bm25', 'dense', 'hybrid', 'hybrid-rrf', 'hop', 'hop-paper'];
const open = (...name: readonly string[]) => createReadStream(testData(path.join(...name)));
const file = (...name: readonly string[]) => ({ name: name.join('/'), bytes: open(...name) });

async function bankOf(...name: readonly string[]): Promise<readonly BankEntry[]> {
  const entries: BankEntry[] = [];
  for await (const read of readQuestionBank(open(...name), { fileName: name.join('/') })) {
    if (read.kind === 'entry') entries.push(read.entry);
  }
  return entries;
}

describe.skipIf(!asked)('recall with the real weights of bge-small-zh-v1.5, fp32', () => {
  const chain = createEmbeddingChain(readSettings(embeddingSettings, process.env), new SilentLogger());
  const search = new MatrixThreads();
  let model: EmbeddingModel;
  beforeAll(async () => {
    model = (await chain.choose({ chain: 'bge-small-zh-v1.5' })).model;
  }, 5 * minutes);
  afterAll(async () => {
    await chain.close();
    await search.close();
  });

  const reportOf = async (
    folder: string,
    bank: readonly BankEntry[],
    modes: readonly RetrievalMode[],
  ): Promise<EvaluationReport> => {
    const corpus = await readCorpus(file('eval', folder, 'corpus.jsonl'));
    const queries = await readQueries(file('eval', folder, 'queries.dev.jsonl'));
    const { reader } = await corpusGraph({ corpus, vectors: { bank, model, search } });
    const report = await evaluate({
      reader,
      embedQuery: queryEmbedderOf(model),
      queries,
      variants: modes.map((mode) => ({ name: mode, mode })),
    });
    console.info(reportTable(report));
    return report;
  };
  const recallsOf = ({ rows }: EvaluationReport, lang: string, type: string) => {
    const recalls = rows.filter((row) => row.lang === lang && row.type === type);
    return Object.fromEntries(recalls.map(({ variant, metrics }) => [variant, metrics.recallAt10 * 100]));
  };

  it(
    'is as published on the everyday statutes: multi R@10 of bm25 ≥ 35, dense 44 ± 3, hop ≥ 83',
    async () => {
      const report = await reportOf('tw-everyday', await bankOf('eval', 'tw-everyday', 'question-bank.jsonl'), every);
      const { bm25 = 0, dense = 0, hop = 0 } = recallsOf(report, 'zh', 'multi');
      expect(bm25).toBeGreaterThanOrEqual(35);
      expect(Math.abs(dense - 44)).toBeLessThanOrEqual(3);
      expect(hop).toBeGreaterThanOrEqual(83);
    },
    30 * minutes,
  );

  it(
    'is not lower by hybrid than by vectors or words alone, on real questions without pseudo-queries',
    async () => {
      const report = await reportOf('stard', [], ['bm25', 'dense', 'hybrid']);
      const { bm25 = 0, dense = 0, hybrid = 0 } = recallsOf(report, 'all', 'all');
      expect(hybrid).toBeGreaterThanOrEqual(Math.max(bm25, dense));
    },
    30 * minutes,
  );
});
