import { describe, expect, it } from 'vitest';
import { failureOfStatus } from './failure-of-status.js';

describe('failureOfStatus', () => {
  it.each([
    [429, 'language-model-rate-limited', true],
    [500, 'language-model-unavailable', true],
    [503, 'language-model-unavailable', true],
    [529, 'language-model-unavailable', true],
    [408, 'language-model-unavailable', true],
    [400, 'language-model-refused', false],
    [401, 'language-model-refused', false],
    [404, 'language-model-refused', false],
  ])('makes of %i %s', (status, code, retryable) => {
    expect(failureOfStatus('fake/model', { status, detail: 'no' })).toMatchObject({ code, retryable });
  });

  it('knows that waiting does not refill a spent quota', () => {
    const failure = failureOfStatus('fake/model', { status: 429, detail: 'no', quotaSpent: true });
    expect(failure).toMatchObject({ code: 'language-model-refused', retryable: false });
  });
});
