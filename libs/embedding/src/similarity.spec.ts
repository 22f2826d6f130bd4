import { describe, expect, it } from 'vitest';
import { comparePairs, hybridScore, multiVectorSimilarity, sparseSimilarity } from './similarity.js';
import { FakeEmbeddingModel, FakeHybridEmbeddingModel } from './testing/fake-embedding-model.js';

const multi = (...rows: readonly (readonly number[])[]) => ({ dimensions: 2, values: Float32Array.from(rows.flat()) });

describe('similarity', () => {
  it('reproduces the numbers that the authors of BGE-M3 print', () => {
    const similarity = { dense: 0.6259765625, sparse: 0.195556640625, multiVector: 0.7796499729 };
    expect(hybridScore(similarity)).toBeCloseTo(0.6013619, 6);
    expect(hybridScore({ dense: similarity.dense, sparse: similarity.sparse })).toBeCloseTo(0.4825032, 6);
  });

  it('takes other weights', () => {
    const weights = { dense: 1, sparse: 1, multiVector: 2 };
    expect(hybridScore({ dense: 1, sparse: 0, multiVector: 0.5 }, weights)).toBeCloseTo(0.5, 12);
  });

  it('is the dense score alone where a model has no other', () => {
    expect(hybridScore({ dense: 0.7 })).toBeCloseTo(0.7, 12);
  });

  it('counts only tokens that both have', () => {
    const query = new Map([
      [5, 0.5],
      [7, 0.25],
    ]);
    expect(sparseSimilarity(query, new Map([[7, 0.5]]))).toBeCloseTo(0.125, 12);
    expect(sparseSimilarity(query, new Map())).toBe(0);
  });

  it('takes the best of the passage for each vector of the query, also when all are below 0', () => {
    const passage = multi([1, 0], [0, 1]);
    expect(multiVectorSimilarity(multi([1, 0], [0.6, 0.8]), passage)).toBeCloseTo(0.9, 6);
    expect(multiVectorSimilarity(multi([-1, 0]), multi([1, 0]))).toBeCloseTo(-1, 6);
  });
});

const pair = { query: 'ab', passage: 'bc' };

describe('comparePairs', () => {
  it('gives every score of a model of three outputs, and their mean by the authors’ weights', async () => {
    const [compared] = await comparePairs(new FakeHybridEmbeddingModel(), [pair]);
    expect(compared).toMatchObject({ sparse: 0.25, multiVector: 0.5 });
    expect(compared?.hybrid).toBeCloseTo(0.4 * (compared?.dense ?? 0) + 0.2 * 0.25 + 0.4 * 0.5, 6);
  });

  it('weighs as it is told', async () => {
    const weights = { dense: 0, sparse: 3, multiVector: 1 };
    const [compared] = await comparePairs(new FakeHybridEmbeddingModel(), [pair], { weights });
    expect(compared?.hybrid).toBeCloseTo((3 * 0.25 + 0.5) / 4, 6);
  });

  it('is not symmetric: the query’s tokens look for the passage’s', async () => {
    const model = new FakeHybridEmbeddingModel();
    const [there, back] = await comparePairs(model, [
      { query: 'a', passage: 'ab' },
      { query: 'ab', passage: 'a' },
    ]);
    expect([there?.multiVector, back?.multiVector]).toEqual([1, 0.5]);
  });

  it('leaves out what the model does not have, and the mean where nothing that is there has weight', async () => {
    const model = new FakeEmbeddingModel();
    const [compared] = await comparePairs(model, [pair]);
    expect(Object.keys(compared ?? {})).toEqual(['dense', 'hybrid']);
    expect(compared?.hybrid).toBeCloseTo(compared?.dense ?? NaN, 6);
    const [weightless] = await comparePairs(model, [pair], { weights: { dense: 0, sparse: 1, multiVector: 1 } });
    expect(weightless).toEqual({ dense: compared?.dense });
  });
});
