import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundScore, topK } from './scores.js';

describe('roundScore', () => {
  it('rounds to the nearest 1e-6, halves away from zero', () => {
    expect(roundScore(0.123_456_4)).toBe(0.123_456);
    expect(roundScore(2 ** -7 + 2 ** -20)).toBe(0.007_813);
    expect(roundScore(0.000_000_5)).toBe(0.000_001);
    expect(roundScore(-0.000_000_5)).toBe(-0.000_001);
    expect(roundScore(-0.7)).toBe(-0.7);
  });

  it('never gives minus zero', () => {
    expect(Object.is(roundScore(-1e-9), 0)).toBe(true);
    expect(Object.is(roundScore(-0), 0)).toBe(true);
  });
});

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
