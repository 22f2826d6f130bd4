import { describe, expect, it } from 'vitest';
import { roundScore } from './scores.js';

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
