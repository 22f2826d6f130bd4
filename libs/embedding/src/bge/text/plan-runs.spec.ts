import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRuns, tokensPerRun } from './plan-runs.js';

const unlimited = { tokens: Infinity, pairs: Infinity, texts: Infinity };

describe('planRuns', () => {
  it('puts texts of like length together, longest first', () => {
    expect(planRuns([20, 5, 20, 5, 20], unlimited)).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
  });

  it('pads where that costs less than another run', () => {
    expect(planRuns([20, 12, 20, 11], unlimited)).toEqual([
      [0, 2],
      [1, 3],
    ]);
    expect(planRuns([20, 13, 20, 12], unlimited)).toEqual([[0, 2, 1, 3]]);
  });

  it('keeps to the budget of tokens', () => {
    expect(planRuns([10, 10, 10, 10, 10], { ...unlimited, tokens: 20 })).toEqual([[0, 1], [2, 3], [4]]);
  });

  it('keeps to the budget of pairs, which long texts use up first', () => {
    expect(planRuns([100, 100, 10, 10], { ...unlimited, pairs: 10_000 })).toEqual([[0], [1], [2, 3]]);
  });

  it('runs one text at a time where it must', () => {
    expect(planRuns([3, 9, 3], { ...unlimited, texts: 1 })).toEqual([[1], [0], [2]]);
  });

  it('runs a text that is over the budget alone rather than not at all', () => {
    expect(planRuns([600, 5], { tokens: 512, pairs: 1e9, texts: 100 })).toEqual([[0], [1]]);
  });

  it('runs every text once, within the budget', () => {
    fc.assert(
      fc.property(
        manyLengths(200),
        fc.integer({ min: 512, max: 4096 }),
        fc.integer({ min: 1, max: 64 }),
        (all, tokens, texts) => {
          const runs = planRuns(all, { tokens, pairs: 512 * 4096, texts });
          expect(runs.flat().sort((one, other) => one - other)).toEqual([...all.keys()]);
          for (const run of runs) {
            const longest = Math.max(...run.map((index) => all[index] ?? 0));
            expect(run.length).toBeLessThanOrEqual(texts);
            expect(longest * run.length).toBeLessThanOrEqual(tokens);
            expect(longest ** 2 * run.length).toBeLessThanOrEqual(512 * 4096);
          }
        },
      ),
    );
  });

  it('finds a plan that none of all ways to cut the sorted texts undercuts', () => {
    fc.assert(
      fc.property(manyLengths(9), fc.integer({ min: 512, max: 1024 }), (all, tokens) => {
        const cost = planRuns(all, { ...unlimited, tokens }).reduce((sum, run) => {
          return sum + tokensPerRun + Math.max(...run.map((index) => all[index] ?? 0)) * run.length;
        }, 0);
        const sorted = [...all].sort((one, other) => other - one);
        expect(cost).toBe(Math.min(...costsOfAllWays(sorted, tokens)));
      }),
    );
  });
});

function manyLengths(maxLength: number): fc.Arbitrary<number[]> {
  return fc.array(fc.oneof(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 2, max: 512 })), { maxLength });
}

function costsOfAllWays(sorted: readonly number[], tokens: number): readonly number[] {
  if (sorted.length === 0) return [0];
  return sorted.flatMap((_, last) => {
    const padded = (sorted[0] ?? 0) * (last + 1);
    if (padded > tokens) return [];
    return costsOfAllWays(sorted.slice(last + 1), tokens).map((rest) => tokensPerRun + padded + rest);
  });
}
