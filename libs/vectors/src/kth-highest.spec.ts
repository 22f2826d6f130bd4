import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { kthHighest } from './kth-highest.js';

describe('kthHighest', () => {
  it('is the k-th of the scores that count, as a sort gives it, and no less than what is known', () => {
    const scores = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(NaN)), { maxLength: 40 });
    fc.assert(
      fc.property(
        scores,
        fc.integer({ min: 1, max: 12 }),
        fc.nat(3),
        fc.integer({ min: -5, max: 2 }),
        (values, k, odd, least) => {
          const allows = (row: number) => row % 3 !== odd;
          const sorted = values
            .filter((score, row) => !Number.isNaN(score) && allows(row))
            .toSorted((one, other) => other - one);
          expect(kthHighest(Float32Array.from(values), k, allows)).toBe(sorted[k - 1] ?? Number.NEGATIVE_INFINITY);
          const known = kthHighest(Float32Array.from(values), k, allows, { atLeast: least });
          expect(known).toBe(Math.max(sorted[k - 1] ?? Number.NEGATIVE_INFINITY, least));
        },
      ),
    );
  });

  it('looks at the rows alone that it is given', () => {
    expect(kthHighest(Float64Array.of(5, 4, 3, 2), 2, () => true, { rows: Uint32Array.of(1, 3) })).toBe(2);
  });
});
