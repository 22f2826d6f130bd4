import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planRuns } from './plan-runs.js';

const unlimited = { tokens: Infinity, pairs: Infinity, texts: Infinity };

describe('planRuns', () => {
  it('puts texts of like length together, longest first', () => {
    expect(planRuns([20, 5, 20, 5, 20], unlimited)).toEqual([
      [0, 2, 4],
      [1, 3],
    ]);
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

  it('runs every text once, within the budget, with little padding', () => {
    const lengths = fc.array(fc.integer({ min: 2, max: 512 }), { maxLength: 200 });
    fc.assert(
      fc.property(
        lengths,
        fc.integer({ min: 512, max: 4096 }),
        fc.integer({ min: 1, max: 64 }),
        (all, tokens, texts) => {
          const runs = planRuns(all, { tokens, pairs: 512 * 4096, texts });
          expect(runs.flat().sort((one, other) => one - other)).toEqual([...all.keys()]);
          for (const run of runs) {
            const sizes = run.map((index) => all[index] ?? 0);
            const padded = Math.max(...sizes) * run.length;
            expect(run.length).toBeLessThanOrEqual(texts);
            expect(padded).toBeLessThanOrEqual(tokens);
            expect(padded * Math.max(...sizes)).toBeLessThanOrEqual(512 * 4096);
            expect(padded - sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(padded / 16);
          }
        },
      ),
    );
  });
});
