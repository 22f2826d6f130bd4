import { SettingError, WorkerGoneError } from '@lexhop/foundation';
import { describe, expect, it } from 'vitest';
import { HopelessError, LaterError } from './testing/queue-scene.js';
import { delayAfter, mayBeTriedAgain, restAfter, restNamedBy, restOf, restsFreely } from './retry-policy.js';

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
  const young = { restsFreely: true };

  it('is what a retryable error says, and nothing else', () => {
    expect(restNamedBy(new LaterError(7000), young)).toBe(7000);
    expect(restNamedBy(new WorkerGoneError(new Error('it exited')), young)).toBeUndefined();
    const hopeless = Object.assign(new HopelessError('No.'), { retryAfterMilliseconds: 7000 });
    expect(restNamedBy(hopeless, young)).toBeUndefined();
    const foreign = Object.assign(new Error('ECONNRESET'), { retryAfterMilliseconds: 7000 });
    expect(restNamedBy(foreign, young)).toBeUndefined();
  });

  it('is nothing for a job that rests freely no more, unless it waits for its own turn', () => {
    expect(restNamedBy(new LaterError(7000), { restsFreely: false })).toBeUndefined();
    expect(restNamedBy(new LaterError(7000, true), { restsFreely: false })).toBe(7000);
  });
});

describe('restsFreely', () => {
  it('is true for a day, unless the policy says otherwise', () => {
    const policy = { tries: 7, firstDelayMilliseconds: 1000 };
    const hours = (count: number) => count * 3_600_000;
    expect([hours(0), hours(23.9), hours(24)].map((age) => restsFreely(age, policy))).toEqual([true, true, false]);
    expect(restsFreely(500, { ...policy, freeRestMilliseconds: 500 })).toBe(false);
  });
});

describe('restAfter', () => {
  const policy = { tries: 4, firstDelayMilliseconds: 1000 };
  const after = (thrown: unknown, standing: object = {}) =>
    restAfter(thrown, { tries: 3, lastTry: false, restsFreely: true, ...standing }, policy);

  it('is what the error names, else the delay after so many tries', () => {
    expect([after(new LaterError(7000)), after(new LaterError(5)), after(new Error('ECONNRESET'))]).toEqual([
      7000, 1000, 4000,
    ]);
  });

  it('is none for what is not tried again; a named rest needs no try', () => {
    const last = { lastTry: true };
    expect([after(new HopelessError('No.')), after(new Error('ECONNRESET'), last)]).toEqual([undefined, undefined]);
    expect(after(new LaterError(7000), last)).toBe(7000);
    expect(after(new LaterError(7000), { ...last, restsFreely: false })).toBeUndefined();
  });
});

describe('restOf', () => {
  it('is between the first delay and a day', () => {
    const policy = { tries: 7, firstDelayMilliseconds: 1000 };
    expect([0, 60_000, 1e300].map((named) => restOf(named, policy))).toEqual([1000, 60_000, 86_400_000]);
  });
});
