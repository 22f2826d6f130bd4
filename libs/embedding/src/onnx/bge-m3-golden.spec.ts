import path from 'node:path';
import { testData } from '@lexhop/foundation/testing';
import { readTokenizer } from '@lexhop/model-files';
import { dot } from '@lexhop/vectors';
import { beforeAll, describe, expect, it } from 'vitest';
import { hybridScore, multiVectorSimilarity, sparseSimilarity } from '../similarity.js';
import { describeTinyBgeM3, expectedOfTinyBgeM3 } from '../testing/tiny-bge-m3.js';
import type { EmbedReply } from './model-description.js';
import { openLocalModel } from './local-model.js';
import { cutSequences } from './sequences.js';

const folder = testData('golden/bge-m3-tiny');
const tolerance = 1e-4;
const outputs = ['dense', 'sparse', 'multi-vector'] as const;

type Expected = Awaited<ReturnType<typeof expectedOfTinyBgeM3>>;

describe('BGE-M3 in small, against the reference implementation', () => {
  let expected: Expected;
  beforeAll(async () => {
    expected = await expectedOfTinyBgeM3(folder);
  });

  async function load(length: number) {
    const description = await describeTinyBgeM3(folder, { cutting: { length } });
    const { embed } = await openLocalModel(description);
    return (texts: readonly string[]) => embed({ texts, outputs, proceed: () => undefined });
  }

  it('gives the same token ids, truncated as there', async () => {
    const tokenizer = await readTokenizer(path.join(folder, 'tokenizer.json'));
    for (const { name, text, max_length, input_ids } of expected.texts) {
      const [sequence] = cutSequences(tokenizer.encode(text), { length: max_length });
      expect([name, sequence?.ids]).toEqual([name, input_ids]);
    }
    for (const { text, known_js_difference, input_ids, input_ids_transformers5 } of expected.tokenizer_cases) {
      if (known_js_difference !== undefined) continue;
      expect([input_ids, input_ids_transformers5 ?? input_ids]).toContainEqual(tokenizer.encode(text));
    }
  });

  it('gives the same dense, sparse and multi-vectors, each text alone', async () => {
    for (const length of new Set(expected.texts.map(({ max_length }) => max_length))) {
      const embed = await load(length);
      for (const text of expected.texts.filter(({ max_length }) => max_length === length)) {
        const reply = await embed([text.text]);
        expect(keysOf(reply, 0)).toEqual(keysOfExpected(text));
        expect(largestDifference(reply, 0, text)).toBeLessThanOrEqual(tolerance);
      }
    }
  });

  it('gives the same vectors to texts in runs together', async () => {
    const texts = expected.texts.filter(({ max_length }) => max_length === 512);
    const embed = await load(512);
    const reply = await embed(texts.map(({ text }) => text));
    for (const [index, text] of texts.entries()) {
      expect(keysOf(reply, index)).toEqual(keysOfExpected(text));
      expect(largestDifference(reply, index, text)).toBeLessThanOrEqual(tolerance);
    }
  });

  it('gives the same scores to pairs', async () => {
    const embed = await load(512);
    const texts = new Map(expected.texts.map(({ name, text }) => [name, text]));
    for (const pair of expected.pairs) {
      const of = [pair.q, pair.p].map((name) => texts.get(name) ?? '');
      const { dense, sparse: weights, multiVectors } = await embed(of);
      const [[qWeights, pWeights], [qRows, pRows]] = [weights ?? [], multiVectors ?? []];
      if (!qWeights || !pWeights || !qRows || !pRows) throw new Error('outputs are missing');
      const similarity = {
        dense: dot(dense.subarray(0, 64), dense.subarray(64)),
        sparse: sparseSimilarity(qWeights, pWeights),
        multiVector: multiVectorSimilarity(qRows, pRows),
      };
      const { dense: d, sparse } = similarity;
      const scores = [d, sparse, similarity.multiVector, hybridScore({ dense: d, sparse }), hybridScore(similarity)];
      const wanted = [pair.dense, pair.sparse, pair.colbert, pair['sparse+dense'], pair['colbert+sparse+dense']];
      expect(difference(scores, wanted)).toBeLessThanOrEqual(tolerance);
    }
  });
});

type ExpectedText = Expected['texts'][number];

function keysOf(reply: EmbedReply, index: number): readonly string[] {
  return [...(reply.sparse?.[index]?.keys() ?? [])].map(String).sort();
}

function keysOfExpected(text: ExpectedText): readonly string[] {
  return Object.keys(text.lexical_weights).sort();
}

/** Over the dense vector, the lexical weights and the multi-vector of a text. */
function largestDifference(reply: EmbedReply, index: number, text: ExpectedText): number {
  const rows = new Float32Array(Uint8Array.from(Buffer.from(text.colbert.f32le_base64, 'base64')).buffer);
  const ids = Object.keys(text.lexical_weights);
  const weights = ids.map((id) => reply.sparse?.[index]?.get(Number(id)) ?? NaN);
  return Math.max(
    difference(reply.dense.subarray(index * 64, (index + 1) * 64), text.dense),
    difference(weights, Object.values(text.lexical_weights)),
    difference(reply.multiVectors?.[index]?.values ?? [], rows),
  );
}

function difference(actual: ArrayLike<number>, wanted: ArrayLike<number>): number {
  if (actual.length !== wanted.length) return Infinity;
  return Math.max(0, ...Array.from(actual, (value, place) => Math.abs(value - (wanted[place] ?? NaN))));
}
