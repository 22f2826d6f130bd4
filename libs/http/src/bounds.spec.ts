import { describe, expect, it } from 'vitest';
import { ConcurrencyLimit, RateBound } from './bounds.js';

describe('work of which only so much may be under way', () => {
  it('is refused beyond that, with when to come again, and taken once there is room, however the others ended', async () => {
    const limit = new ConcurrencyLimit(2);
    let fail = (_reason: Error): void => {};
    const failed = new Promise<never>((_, reject) => (fail = reject));
    // It fails before work begins, a turn later, and nobody hears it until then.
    failed.catch(() => {});
    const failing = limit.run(() => failed);
    const waiting = new Promise<void>(() => {});
    void limit.run(() => waiting);
    await expect(limit.run(async () => 'third')).rejects.toMatchObject({
      code: 'busy',
      retryAfterMilliseconds: 1_000,
    });
    fail(new Error('failed'));
    await expect(failing).rejects.toThrow('failed');
    expect(await limit.run(async () => 'third')).toBe('third');
  });

  it('begins one after the other, each once what has come meanwhile was counted', async () => {
    const limit = new ConcurrencyLimit(2);
    const heard: string[] = [];
    const work = (name: string) =>
      limit.run(async () => {
        heard.push(name);
      });
    setImmediate(() => void work('third').catch(({ code }: { code: string }) => heard.push(`third ${code}`)));
    await Promise.all([work('first'), work('second')]);
    expect(heard).toEqual(['third busy', 'first', 'second']);
  });
});

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
