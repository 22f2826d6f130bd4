import { describe, expect, it } from 'vitest';
import { retryAfterMilliseconds } from './retry-after.js';

const now = new Date('2026-11-21T08:00:00Z');

describe('retryAfterMilliseconds', () => {
  it.each([
    ['30', 30_000],
    ['0.5', 500],
    ['-3', 0],
    ['Sat, 21 Nov 2026 08:01:00 GMT', 60_000],
    ['Sat, 21 Nov 2026 07:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
  ])('reads %j as %j', (header, milliseconds) => {
    expect(retryAfterMilliseconds(header, now)).toBe(milliseconds);
  });
});
