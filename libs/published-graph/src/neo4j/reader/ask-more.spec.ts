import { describe, expect, it } from 'vitest';
import { askMore } from './ask-more.js';

/** An index of which every so many-th row is wanted. */
function anIndex(rows: number, every: number) {
  return async (asked: number) => {
    const seen = Math.min(rows, asked);
    const wanted = Array.from({ length: Math.floor(seen / every) }, (_, place) => [`${place}`, place] as const);
    return { seen, hits: new Map(wanted) };
  };
}

describe('askMore', () => {
  it('asks until enough is found among what is not wanted', async () => {
    const { hits, isWhole } = await askMore(anIndex(100_000, 500), 20);
    expect(hits.size).toBeGreaterThanOrEqual(20);
    expect(isWhole).toBe(true);
  });

  it('is whole with less when the index has no more', async () => {
    const { hits, isWhole } = await askMore(anIndex(1_000, 100), 20);
    expect([hits.size, isWhole]).toEqual([10, true]);
  });

  it('says when it stopped asking before there was enough', async () => {
    const { hits, isWhole } = await askMore(anIndex(100_000, 500), 20, 2_000);
    expect([hits.size, isWhole]).toEqual([4, false]);
  });
});
