import { SettingError, WorkerGoneError } from '@lexhop/foundation';
import { describe, expect, it } from 'vitest';
import { HopelessError, LaterError } from './testing/queue-scene.js';
import { delayAfter, mayBeTriedAgain, restNamedBy } from './retry-policy.js';

describe('delayAfter', () => {
  it('doubles with every try', () => {
    const policy = { tries: 5, firstDelayMilliseconds: 1000 };
    expect([1, 2, 3, 4].map((tries) => delayAfter(tries, policy))).toEqual([1000, 2000, 4000, 8000]);
  });
});

describe('mayBeTriedAgain', () => {
  it('asks errors of LexHop, and hopes for the best with others', () => {
    expect(mayBeTriedAgain(new SettingError('REDIS_URL', undefined, 'a URL is allowed'))).toBe(false);
    expect(mayBeTriedAgain(new WorkerGoneError(new Error('it exited')))).toBe(true);
    expect(mayBeTriedAgain(new Error('ECONNRESET'))).toBe(true);
  });
});

describe('restNamedBy', () => {
  it('is what a retryable error says, and nothing else', () => {
    expect(restNamedBy(new LaterError(7000))).toBe(7000);
    expect(restNamedBy(new WorkerGoneError(new Error('it exited')))).toBeUndefined();
    expect(restNamedBy(Object.assign(new HopelessError('No.'), { retryAfterMilliseconds: 7000 }))).toBeUndefined();
    expect(restNamedBy(Object.assign(new Error('ECONNRESET'), { retryAfterMilliseconds: 7000 }))).toBeUndefined();
  });
});
