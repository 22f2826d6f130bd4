import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topK } from './top-k.js';

describe('topK', () => {
  it('gives places of the highest scores, equal ones in order of place, as a sort does', () => {
    const scores = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(NaN)), { maxLength: 40 });
    fc.assert(
      fc.property(scores, fc.nat(12), (values, k) => {
        const sorted = values
          .map((score, place) => ({ score, place }))
          .filter(({ score }) => !Number.isNaN(score))
          .toSorted((one, other) => other.score - one.score || one.place - other.place);
        expect([...topK(Float32Array.from(values), k)]).toEqual(sorted.slice(0, k).map(({ place }) => place));
      }),
    );
  });

  it('asked for none, gives none', () => {
    expect(topK(Float64Array.of(1, 2), 0)).toHaveLength(0);
    expect(topK(Float64Array.of(1, 2), -1)).toHaveLength(0);
  });
});
