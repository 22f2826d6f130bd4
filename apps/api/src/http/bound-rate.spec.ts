import { describe, expect, it } from 'vitest';
import { RateBound } from './bound-rate.js';

describe('the rate of a caller', () => {
  it('is bounded by what is refilled over a minute, and says when there is more', () => {
    const bound = new RateBound(3);
    expect([0, 0, 0].map((now) => bound.take('alice', now))).toEqual([undefined, undefined, undefined]);
    expect(bound.take('alice', 0)).toBe(20);
    expect(bound.take('alice', 15_000)).toBe(5);
    expect(bound.take('alice', 20_000)).toBeUndefined();
    expect(bound.take('alice', 20_000)).toBe(20);
  });

  it('is each caller’s own', () => {
    const bound = new RateBound(1);
    expect([bound.take('alice', 0), bound.take('bob', 0)]).toEqual([undefined, undefined]);
  });

  it('is never more than a minute’s worth, however long a caller was away', () => {
    const bound = new RateBound(2);
    bound.take('alice', 0);
    expect([1, 2, 3].map(() => bound.take('alice', 3_600_000))).toEqual([undefined, undefined, 30]);
  });
});
