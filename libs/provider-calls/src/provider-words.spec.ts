import { describe, expect, it } from 'vitest';
import { retryAfterMilliseconds, saidIn } from './provider-words.js';

const now = new Date('2026-11-21T08:00:00Z');

describe('retryAfterMilliseconds', () => {
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['0.5', 500],
    ['-3', 0],
    ['Sat, 21 Nov 2026 08:01:00 GMT', 60_000],
    ['Sat, 21 Nov 2026 07:00:00 GMT', 0],
    ['soon', undefined],
    ['', undefined],
    [null, undefined],
    [undefined, undefined],
  ])('reads %j as %j', (header, milliseconds) => {
    expect(retryAfterMilliseconds(header, now)).toBe(milliseconds);
  });
});

describe('saidIn', () => {
  it('takes the words of a list of errors, and not what was sent', () => {
    const detail = [
      { type: 'too_long', msg: 'List should have at most 128 items.', input: ['a text'] },
      { type: 'extra_forbidden', msg: 'Extra inputs are not permitted.', input: 'b' },
    ];
    const body = JSON.stringify({ detail });
    const said = saidIn({ status: 422, body, headers: new Headers(), apiKey: undefined, now });
    expect(said.detail).toBe('List should have at most 128 items.; Extra inputs are not permitted.');
  });
});
