import { describe, expect, it } from 'vitest';
import { FakeEmbeddingModel } from '../testing/fake-embedding-model.js';
import { FakeHybridEmbeddingModel } from '../testing/fake-hybrid-embedding-model.js';
import { comparePairs } from './compare-pairs.js';

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
