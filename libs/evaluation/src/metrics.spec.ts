import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { averageOf, bootstrapInterval, metricsOf } from './metrics.js';

const ranked = (count: number) => Array.from({ length: count }, (_, place) => `r${place + 1}`);

describe('metricsOf', () => {
  it('counts the share of gold articles among the first 5, 10 and 20', () => {
    expect(metricsOf(ranked(20), ['r3', 'r6', 'r11', 'nowhere'])).toEqual({
      recallAt5: 1 / 4,
      recallAt10: 2 / 4,
      recallAt20: 3 / 4,
      allGoldAt10: 0,
      reciprocalRankAt10: 1 / 3,
    });
  });

  it('says when all gold articles are among the first 10', () => {
    expect(metricsOf(ranked(20), ['r1', 'r10']).allGoldAt10).toBe(1);
    expect(metricsOf(ranked(20), ['r1', 'r11']).allGoldAt10).toBe(0);
  });

  it('looks for the first gold article no further than rank 10', () => {
    expect(metricsOf(ranked(20), ['r10']).reciprocalRankAt10).toBeCloseTo(0.1, 9);
    expect(metricsOf(ranked(20), ['r11']).reciprocalRankAt10).toBe(0);
  });

  it('counts a gold article once, however often it is said', () => {
    expect(metricsOf(['r1'], ['r1', 'r1', 'x'])).toMatchObject({ recallAt5: 1 / 2 });
  });

  it('is nothing for an empty ranking, everything for the gold articles themselves', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1, maxLength: 5 }), (gold) => {
        expect(Object.values(metricsOf([], gold))).toEqual([0, 0, 0, 0, 0]);
        expect(Object.values(metricsOf(gold, gold))).toEqual([1, 1, 1, 1, 1]);
      }),
    );
  });
});

describe('averageOf', () => {
  it('counts every query the same', () => {
    const average = averageOf([metricsOf(['a'], ['a']), metricsOf(['b', 'a'], ['a']), metricsOf([], ['a'])]);
    expect(average.recallAt5).toBeCloseTo(2 / 3, 9);
    expect(average.reciprocalRankAt10).toBeCloseTo(1.5 / 3, 9);
  });

  it('is 0 where there are no queries', () => {
    expect(averageOf([]).recallAt10).toBe(0);
  });
});

describe('bootstrapInterval', () => {
  it('holds the mean, and is the same for the same differences', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 1, maxLength: 40 }),
        (differences) => {
          const { mean, low, high } = bootstrapInterval(differences);
          expect(low).toBeLessThanOrEqual(mean + 1e-9);
          expect(high).toBeGreaterThanOrEqual(mean - 1e-9);
          expect(bootstrapInterval(differences)).toEqual({ mean, low, high });
        },
      ),
      { numRuns: 20 },
    );
  });

  it('is a point where all differences are the same, and near the normal one of many', () => {
    expect(bootstrapInterval([0.5, 0.5])).toEqual({ mean: 0.5, low: 0.5, high: 0.5 });
    const coins = Array.from({ length: 400 }, (_, place) => place % 2);
    const { low, high } = bootstrapInterval(coins);
    expect(low).toBeCloseTo(0.5 - 1.96 * (0.5 / 20), 1);
    expect(high).toBeCloseTo(0.5 + 1.96 * (0.5 / 20), 1);
  });
});
