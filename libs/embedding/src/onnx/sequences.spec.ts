import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutSequences, planRuns, tokensPerRun } from './sequences.js';

const idsOf = (length: number) => [0, ...Array.from({ length }, (_, index) => 10 + index), 2];

describe('cutSequences', () => {
  it('leaves a text that fits alone', () => {
    expect(cutSequences(idsOf(6), { length: 8, overlap: 2 })).toEqual([{ ids: idsOf(6), repeated: 0, last: true }]);
  });

  it('truncates before the last special token', () => {
    const [sequence, ...others] = cutSequences(idsOf(7), { length: 5 });
    expect(sequence?.ids).toEqual([0, 10, 11, 12, 2]);
    expect(others).toEqual([]);
  });

  it('cuts into pieces that repeat the end of the one before', () => {
    const sequences = cutSequences(idsOf(9), { length: 6, overlap: 1 });
    expect(sequences.map(({ ids }) => ids)).toEqual([
      [0, 10, 11, 12, 13, 2],
      [0, 13, 14, 15, 16, 2],
      [0, 16, 17, 18, 2],
    ]);
    expect(sequences.map(({ repeated, last }) => [repeated, last])).toEqual([
      [0, false],
      [1, false],
      [1, true],
    ]);
  });

  it('loses and doubles no token, and keeps to the length', () => {
    const cut = fc.record({ tokens: fc.nat(400), length: fc.integer({ min: 4, max: 60 }), overlap: fc.nat(80) });
    fc.assert(
      fc.property(cut, ({ tokens, length, overlap }) => {
        const sequences = cutSequences(idsOf(tokens), { length, overlap });
        expect(Math.max(...sequences.map(({ ids }) => ids.length))).toBeLessThanOrEqual(length);
        const fresh = sequences.flatMap(({ ids, repeated }) => ids.slice(1 + repeated, -1));
        expect([0, ...fresh, 2]).toEqual(idsOf(tokens));
        expect(sequences.filter(({ last }) => last)).toEqual([sequences.at(-1)]);
      }),
    );
  });
});

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
