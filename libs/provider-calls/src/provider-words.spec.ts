import { describe, expect, it } from 'vitest';
import { errorsIn, retryAfterMilliseconds, saidIn } from './provider-words.js';

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

  it.each([
    ['a gateway', { success: false, code: 401, msg: '令牌已過期' }, 401, '令牌已過期'],
    ['MiniMax', { choices: null, base_resp: { status_code: 1039, status_msg: 'TPM limit' } }, 200, 'TPM limit'],
    ['Baidu', { error_code: 17, error_msg: 'Open api daily request limit reached' }, 200, 'Open api daily'],
  ])('reads the error of %s inside a success', (_, json, status, words) => {
    const said = saidIn({ status: 200, body: JSON.stringify(json), headers: new Headers(), apiKey: undefined, now });
    expect(said.status).toBe(status);
    expect(said.words).toMatch(new RegExp(`^${words}`, 'u'));
  });
});

describe('errorsIn', () => {
  it.each([
    [{ choices: [{}], error: { message: '', code: null } }],
    [{ choices: [{}], base_resp: { status_code: 0, status_msg: '' } }],
    [{ choices: [{}], message: 'success', code: 200 }],
    [{ choices: [{}], error: null }],
  ])('finds none in %j', (json) => {
    expect(errorsIn(json)).toEqual([]);
  });
});
