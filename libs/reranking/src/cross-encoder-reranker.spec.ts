import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ModelEntry, readTokenizer } from '@lexhop/model-files';
import { aCache, anEntry, someSources, startHub, temporaryFolder, writeFiles } from '@lexhop/model-files/testing';
import fc from 'fast-check';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { crossEncoderOf, CrossEncoderReranker, openCrossEncoder } from './cross-encoder-reranker.js';
import { pairSequence, planPairs } from './pair-sequences.js';
import { generatedCrossEncoder, weightOf } from './testing/generated-cross-encoder.js';
import { describeReranker } from './testing/reranker.contract.js';

/** The generated cross-encoder, fetched from a hub into a cache of its own. */
async function fetched(changes: Partial<ModelEntry> = {}) {
  const entry = anEntry({ task: 'reranking', ...changes });
  const hub = await startHub(generatedCrossEncoder());
  const cache = aCache(
    someSources({ cache: path.join(await temporaryFolder(), 'hub'), endpoint: hub.endpoint }),
    entry,
  );
  const files = await cache.pull(entry.name);
  const tokenizer = await readTokenizer(files.find(({ file }) => file.role === 'tokenizer')?.path ?? '');
  return { entry, cache, tokenizer };
}

async function anEncoder(changes: Partial<ModelEntry> = {}) {
  const { entry, cache, tokenizer } = await fetched(changes);
  const reranker = await crossEncoderOf(entry, { cache, threads: 1 });
  onTestFinished(() => reranker.close());
  return { reranker, tokenizer };
}

describe('the cross-encoder', () => {
  it.each(['fp32', 'int8'] as const)(
    'scores a pair by what the model says of both together, in %s',
    async (precision) => {
      const { reranker, tokenizer } = await anEncoder({ precision });
      const passages = ['lease', 'rent and deposit', 'a', '', 'z'.repeat(200)];
      const expected = passages.map((passage) =>
        pairSequence(tokenizer.encode('who pays'), tokenizer.encode(passage), 64).reduce(
          (sum, id) => sum + weightOf(id),
          0,
        ),
      );
      const ranking = await reranker.rerank('who pays', passages);
      for (const { index, score } of ranking) expect(score).toBeCloseTo(expected[index] ?? NaN, 3);
      expect(ranking.map(({ index }) => index)).toEqual(
        [...expected.keys()].sort((one, other) => (expected[other] ?? 0) - (expected[one] ?? 0)),
      );
    },
  );

  it('says how to fetch a model that is not here', async () => {
    const cache = aCache(someSources({ cache: await temporaryFolder() }));
    await expect(openCrossEncoder('bge-reranker-v2-m3', { cache })).rejects.toMatchObject({
      code: 'model-missing',
      hint: 'Fetch it with: lexhop models pull bge-reranker-v2-m3',
    });
    await expect(openCrossEncoder('nobody', { cache })).rejects.toMatchObject({ code: 'model-unknown' });
  });

  it('rejects at once when called off while it scores, and works on', async () => {
    const { reranker } = await anEncoder();
    const controller = new AbortController();
    const scoring = reranker.rerank('who', ['a', 'b'], { signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(scoring).rejects.toThrow('enough');
    expect(await reranker.rerank('who', ['a', 'b'])).toHaveLength(2);
  });
});

describe('pairs', () => {
  const ids = fc.array(fc.integer({ min: 4, max: 30 }), { maxLength: 80 }).map((body) => [0, ...body, 2]);

  it('are query and passage between the special tokens of XLM-RoBERTa, and no longer than the model reads', () => {
    expect(pairSequence([0, 7, 8, 2], [0, 9, 2], 64)).toEqual([0, 7, 8, 2, 2, 9, 2]);
    fc.assert(
      fc.property(ids, ids, fc.integer({ min: 16, max: 64 }), (query, passage, most) => {
        const pair = pairSequence(query, passage, most);
        expect(pair.length).toBeLessThanOrEqual(most);
        expect(pair[0]).toBe(0);
        expect(pair.filter((id) => id === 2)).toHaveLength(3);
        expect(pair.at(-1)).toBe(2);
      }),
    );
  });

  it('run together within their budget, each once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 60 })), fc.integer({ min: 0, max: 200 }), (lengths, budget) => {
        const runs = planPairs(lengths, budget);
        expect(runs.flat().sort((one, other) => one - other)).toEqual([...lengths.keys()]);
        for (const run of runs) {
          const longest = Math.max(...run.map((index) => lengths[index] ?? 0));
          expect(run.length === 1 || run.length * longest <= budget).toBe(true);
        }
      }),
    );
  });
});

const folder = await mkdtemp(path.join(tmpdir(), 'lexhop-reranking-'));
await writeFiles(folder, generatedCrossEncoder());
afterAll(() => rm(folder, { recursive: true, force: true }));

const data = {
  graph: path.join(folder, 'onnx/model.onnx'),
  tokenizer: path.join(folder, 'tokenizer.json'),
  device: 'cpu',
  threads: 1,
  maxTokens: 64,
  runTokens: 512,
} as const;
const model = { provider: 'onnx', model: 'tiny', revision: '1' };
describeReranker('The generated cross-encoder', () => new CrossEncoderReranker(model, data, 60_000));
