import { SettingError, WorkerGoneError } from '@lexhop/foundation';
import { describe, expect, it } from 'vitest';
import { nextTry, type RetryPolicy } from './retry-policy.js';
import { HopelessError, LaterError } from './testing/queue-scene.js';

const policy: RetryPolicy = { tries: 7, firstDelayMilliseconds: 1000 };
const after = (thrown: unknown, standing: object = {}, change: Partial<RetryPolicy> = {}) =>
  nextTry(thrown, { tries: 3, isLastTry: false, ageMilliseconds: 0, ...standing }, { ...policy, ...change });
const refused = new Error('ECONNRESET');
const hours = (count: number) => ({ ageMilliseconds: count * 3_600_000 });

describe('nextTry', () => {
  it('is after a delay that doubles with every try', () => {
    expect([1, 2, 3, 4].map((tries) => after(refused, { tries })?.afterMilliseconds)).toEqual([1000, 2000, 4000, 8000]);
  });

  it('asks errors of LexHop whether there is one, and hopes for the best with others', () => {
    expect(after(new SettingError('REDIS_URL', undefined, 'a URL is allowed'))).toBeUndefined();
    expect(after(new WorkerGoneError(new Error('it exited')))).toEqual({ afterMilliseconds: 4000, isFree: false });
    expect(after(refused)).toEqual({ afterMilliseconds: 4000, isFree: false });
  });

  it('is none after the last try', () => {
    expect(after(refused, { isLastTry: true })).toBeUndefined();
  });

  it('is after the rest that a retryable error of LexHop names, which needs no try', () => {
    expect(after(new LaterError(7000))).toEqual({ afterMilliseconds: 7000, isFree: true });
    expect(after(new LaterError(7000), { isLastTry: true })).toEqual({ afterMilliseconds: 7000, isFree: true });
    expect(after(Object.assign(new HopelessError('No.'), { retryAfterMilliseconds: 7000 }))).toBeUndefined();
    const foreign = Object.assign(new Error('ECONNRESET'), { retryAfterMilliseconds: 7000 });
    expect(after(foreign)).toEqual({ afterMilliseconds: 4000, isFree: false });
  });

  it('keeps a named rest between the first delay and a day', () => {
    const rests = [0, 60_000, 1e300].map((named) => after(new LaterError(named))?.afterMilliseconds);
    expect(rests).toEqual([1000, 60_000, 86_400_000]);
  });

  it('lets a job rest freely for a day, unless the policy says otherwise; then a rest is a try', () => {
    const free = [hours(0), hours(23.9), hours(24)].map((age) => after(new LaterError(7000), age)?.isFree);
    expect(free).toEqual([true, true, false]);
    const short = { freeRestMilliseconds: 500 };
    expect(after(new LaterError(7000), { ageMilliseconds: 500 }, short)?.isFree).toBe(false);
    expect(after(new LaterError(7000), { ...hours(24), isLastTry: true })).toBeUndefined();
  });

  it('never counts the rest until a job’s own turn', () => {
    expect(after(new LaterError(7000, true), hours(24))).toEqual({ afterMilliseconds: 7000, isFree: true });
  });
});
