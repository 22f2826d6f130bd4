import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readSettings, SilentLogger } from '@lexhop/foundation';
import { testData } from '@lexhop/foundation/testing';
import { createModelCache, modelEntry, readTokenizer } from '@lexhop/model-files';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { embeddingSettings } from '../embedding-settings.js';
import { describeEmbeddingModel } from '../testing/embedding-model.contract.js';
import type { ModelDescription } from './model-description.js';
import { onnxProvider } from './onnx-provider.js';
import { ModelThreads } from './model-threads.js';
import { cutSequences } from './sequences.js';

const golden = testData('golden/bge-small-zh');
const asked = ['1', 'true'].includes(process.env['LEXHOP_TEST_MODELS'] ?? '');
if (!asked)
  console.warn('Skipped: bge-small-zh’s real weights; LEXHOP_TEST_MODELS=1 fetches them from the hub or with mvn.');

const textSchema = z.object({
  name: z.string(),
  text: z.string(),
  input_ids: z.array(z.number()),
  fp32: z.array(z.number()),
  int8: z.array(z.number()),
});
const expectedSchema = z.object({
  texts: z.array(textSchema),
  tokenizer_cases: z.array(
    z.object({ text: z.string(), input_ids: z.array(z.number()), known_js_difference: z.unknown().optional() }),
  ),
});

const settings = readSettings(embeddingSettings, process.env);
const cache = createModelCache(settings);

async function describeModel(name: string): Promise<ModelDescription> {
  const files = await cache.pull(name);
  const place = (role: string) => files.find(({ file }) => file.role === role)?.path ?? '';
  return {
    name,
    files: { graph: place('graph'), tokenizer: place('tokenizer') },
    shape: modelEntry(name).shape,
    device: 'cpu',
    ...(name.endsWith('int8') ? { threads: 1, copies: 2 } : { threads: 2, copies: 1 }),
    cutting: { length: 512 },
    batchTokens: 512,
    attentionBytes: 2e9,
    alone: name.endsWith('int8'),
  };
}

function cosine(one: Float32Array, other: readonly number[]): number {
  return one.reduce((sum, value, place) => sum + value * (other[place] ?? NaN), 0);
}

describe.skipIf(!asked)('bge-small-zh-v1.5 with its real weights', () => {
  let expected: z.infer<typeof expectedSchema>;
  beforeAll(async () => {
    expected = expectedSchema.parse(JSON.parse(await readFile(path.join(golden, 'expected.json'), 'utf8')));
  });

  async function embedded(name: string, changes: Partial<ModelDescription> = {}): Promise<Float32Array> {
    const model = new ModelThreads({ ...(await describeModel(name)), ...changes });
    onTestFinished(() => model.close());
    return (await model.embed({ texts: expected.texts.map(({ text }) => text), outputs: ['dense'] })).dense;
  }

  it('gives the same token ids', async () => {
    const { files } = await describeModel('bge-small-zh-v1.5');
    const tokenizer = await readTokenizer(files.tokenizer);
    for (const { name, text, input_ids } of expected.texts) {
      const [sequence] = cutSequences(tokenizer.encode(text), { length: 512 });
      expect([name, sequence?.ids]).toEqual([name, input_ids]);
    }
    for (const { text, input_ids, known_js_difference } of expected.tokenizer_cases) {
      const known = known_js_difference === undefined ? input_ids : tokenizer.encode(text);
      expect([text, tokenizer.encode(text)]).toEqual([text, known]);
    }
  });

  it('gives the same vectors in single precision, all texts together', async () => {
    const vectors = await embedded('bge-small-zh-v1.5');
    const wanted = expected.texts.flatMap(({ fp32 }) => fp32);
    const largest = vectors.reduce((most, value, place) => Math.max(most, Math.abs(value - (wanted[place] ?? NaN))), 0);
    expect(vectors).toHaveLength(wanted.length);
    expect(largest).toBeLessThan(1e-5);
  });

  it('gives vectors as near in int8 as the processor allows', async () => {
    const vectors = await embedded('bge-small-zh-v1.5-int8');
    const cosines = expected.texts.map(({ int8 }, row) => cosine(vectors.subarray(row * 512, (row + 1) * 512), int8));
    expect(Math.min(...cosines)).toBeGreaterThan(0.99);
  });

  it('gives the same int8 vectors, bit by bit, however many threads and copies there are', async () => {
    const inCopies = await embedded('bge-small-zh-v1.5-int8');
    expect(await embedded('bge-small-zh-v1.5-int8', { copies: 1, threads: 1 })).toEqual(inCopies);
    expect(await embedded('bge-small-zh-v1.5-int8', { copies: 1, threads: 2 })).toEqual(inCopies);
  });
});

if (asked) {
  const local = { settings, logger: new SilentLogger() };
  for (const name of ['bge-small-zh-v1.5', 'bge-small-zh-v1.5-int8']) {
    describeEmbeddingModel(name, () => onnxProvider(name, modelEntry(name), { cache, local }).open({ download: true }));
  }
}
