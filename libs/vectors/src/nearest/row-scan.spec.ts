import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowScan } from './row-scan.js';

describe('RowScan', () => {
  it('finds exactly the places at or above the floor and within the slack of the k-th best', () => {
    const row = fc.array(fc.integer({ min: -4, max: 9 }), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(row, fc.integer({ min: 1, max: 4 }), fc.integer({ min: -5, max: 9 }), (scores, k, floor) => {
        const slack = 2;
        const reachable = scores.filter((score) => score >= floor).toSorted((one, other) => other - one);
        const least = Math.max(floor, (reachable[k - 1] ?? -Infinity) - slack);
        const scan = new RowScan(k, scores.length);
        const bounds = { from: 0, floor, slack, mostJaccard: 0, ownGroup: 1 };
        const unlabelled = { count: scores.length, groups: undefined, jaccard: () => 0 };
        const found = scan.scan(Float32Array.from(scores), unlabelled, bounds);
        const expected = [...scores.keys()].filter((place) => (scores[place] ?? 0) >= least);
        expect([...scan.places.subarray(0, found)]).toEqual(expected);
      }),
    );
  });
});
