import { describe, expect, it } from 'vitest';
import { oncePerKey, repeatedly, untilAborted } from './waiting.js';

describe('oncePerKey', () => {
  it('makes one promise for each key, and another one after it was rejected', async () => {
    const kept = new Map<string, Promise<string>>();
    const made: string[] = [];
    const get = (key: string) =>
      oncePerKey(kept, key, async () => {
        made.push(key);
        if (made.length === 1) throw new Error('Not yet.');
        return `${key} ${made.length}`;
      });
    const first = [get('a'), get('a')];
    await expect(Promise.all(first)).rejects.toThrow('Not yet.');
    expect(await Promise.all([get('a'), get('b'), get('a')])).toEqual(['a 2', 'b 3', 'a 2']);
    expect(made).toEqual(['a', 'a', 'b']);
  });
});

describe('repeatedly', () => {
  it('does work again after a failure, of which it tells, and ends with the signal, whose consequences are no failures', async () => {
    const ending = new AbortController();
    const told: string[] = [];
    let times = 0;
    const work = async () => {
      times += 1;
      if (times === 3) ending.abort();
      throw new Error(`no ${times}`);
    };
    await repeatedly({ milliseconds: 1, signal: ending.signal, work, failed: (reason) => told.push(reason) });
    expect([times, told]).toEqual([3, ['no 1', 'no 2']]);
  });

  it('does not wait for its next time once the signal is aborted', async () => {
    const ending = new AbortController();
    const repeating = repeatedly({
      milliseconds: 3_600_000,
      signal: ending.signal,
      work: async () => void setImmediate(() => ending.abort()),
      failed: () => {},
    });
    await expect(repeating).resolves.toBeUndefined();
  });
});

describe('untilAborted', () => {
  it('gives the result, or the reason of the signal where that comes first', async () => {
    const { signal } = new AbortController();
    expect(await untilAborted(Promise.resolve(1), signal)).toBe(1);
    const ending = new AbortController();
    const waiting = untilAborted(new Promise(() => {}), ending.signal);
    ending.abort(new Error('Enough.'));
    await expect(waiting).rejects.toThrow('Enough.');
    await expect(untilAborted(new Promise(() => {}), ending.signal)).rejects.toThrow('Enough.');
  });
});
