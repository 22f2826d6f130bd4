import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedFolder } from '../testing/shared-folder.js';
import { describeTinyBgeM3, expectedOfTinyBgeM3 } from '../testing/tiny-bge-m3.js';
import type { EmbedReply } from './model-description.js';
import { OnnxThread } from './onnx-thread.js';
import { denseSimilarity, hybridScore, multiVectorSimilarity, sparseSimilarity } from './similarity.js';
import { cutSequences } from './text/cut-sequences.js';
import { readTokenizer } from './text/text-tokenizer.js';

const folder = sharedFolder('golden/bge-m3-tiny');
const tolerance = 1e-4;
const outputs = ['dense', 'lexical-weights', 'multi-vector'] as const;

type Expected = Awaited<ReturnType<typeof expectedOfTinyBgeM3>>;

describe.skipIf(!folder)('BGE-M3 in small, against the reference implementation', () => {
  let expected: Expected;
  const thread = new OnnxThread();
  const unloads: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    expected = await expectedOfTinyBgeM3(folder ?? '');
  });
  afterAll(async () => {
    for (const unload of unloads) await unload();
  });

  async function load(length: number) {
    const description = await describeTinyBgeM3(folder ?? '', { cutting: { kind: 'truncate', length } });
    const model = await thread.load(description);
    unloads.push(() => model.unload());
    return model;
  }

  it('gives the same token ids, truncated as there', async () => {
    const tokenizer = await readTokenizer(path.join(folder ?? '', 'tokenizer.json'));
    for (const { name, text, max_length, input_ids } of expected.texts) {
      const [sequence] = cutSequences(tokenizer.encode(text), { kind: 'truncate', length: max_length });
      expect([name, sequence?.ids]).toEqual([name, input_ids]);
    }
    for (const { text, known_js_difference, input_ids, input_ids_transformers5 } of expected.tokenizer_cases) {
      if (known_js_difference !== undefined) continue;
      expect([input_ids, input_ids_transformers5 ?? input_ids]).toContainEqual(tokenizer.encode(text));
    }
  });

  it('gives the same dense, sparse and multi-vectors, each text alone', async () => {
    for (const length of new Set(expected.texts.map(({ max_length }) => max_length))) {
      const model = await load(length);
      for (const text of expected.texts.filter(({ max_length }) => max_length === length)) {
        const reply = await model.embed({ texts: [text.text], outputs });
        expectVectors(text, reply, 0);
      }
    }
  });

  it('gives the same vectors to texts in runs together', async () => {
    const texts = expected.texts.filter(({ max_length }) => max_length === 512);
    const model = await load(512);
    const reply = await model.embed({ texts: texts.map(({ text }) => text), outputs });
    for (const [index, text] of texts.entries()) expectVectors(text, reply, index);
  });

  it('gives the same scores to pairs', async () => {
    const model = await load(512);
    const texts = new Map(expected.texts.map(({ name, text }) => [name, text]));
    for (const pair of expected.pairs) {
      const of = [pair.q, pair.p].map((name) => texts.get(name) ?? '');
      const { dense, lexicalWeights, multiVectors } = await model.embed({ texts: of, outputs });
      const [[qWeights, pWeights], [qRows, pRows]] = [lexicalWeights ?? [], multiVectors ?? []];
      if (!qWeights || !pWeights || !qRows || !pRows) throw new Error('outputs are missing');
      const similarity = {
        dense: denseSimilarity(dense.subarray(0, 64), dense.subarray(64)),
        sparse: sparseSimilarity(qWeights, pWeights),
        multiVector: multiVectorSimilarity(qRows, pRows),
      };
      expectNear(similarity.dense, pair.dense);
      expectNear(similarity.sparse, pair.sparse);
      expectNear(similarity.multiVector, pair.colbert);
      expectNear(hybridScore(similarity), pair['colbert+sparse+dense']);
      expectNear(hybridScore({ dense: similarity.dense, sparse: similarity.sparse }), pair['sparse+dense']);
    }
  });
});

function expectVectors(text: Expected['texts'][number], reply: EmbedReply, index: number): void {
  expectAllNear(reply.dense.subarray(index * 64, (index + 1) * 64), text.dense);
  const weights = reply.lexicalWeights?.[index] ?? new Map<number, number>();
  expect([...weights.keys()].map(String).sort()).toEqual(Object.keys(text.lexical_weights).sort());
  for (const [id, weight] of weights) expectNear(weight, text.lexical_weights[id] ?? NaN);
  const rows = new Float32Array(Uint8Array.from(Buffer.from(text.colbert.f32le_base64, 'base64')).buffer);
  expect(reply.multiVectors?.[index]?.dimensions).toBe(text.colbert.dim);
  expectAllNear(reply.multiVectors?.[index]?.values ?? [], rows);
}

function expectAllNear(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual).toHaveLength(expected.length);
  let largest = 0;
  for (let place = 0; place < expected.length; place++) {
    largest = Math.max(largest, Math.abs((actual[place] ?? NaN) - (expected[place] ?? NaN)) || 0);
    if (Number.isNaN(actual[place])) largest = Infinity;
  }
  expect(largest).toBeLessThanOrEqual(tolerance);
}

function expectNear(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(tolerance);
}
