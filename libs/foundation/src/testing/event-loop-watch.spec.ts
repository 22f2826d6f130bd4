import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { EventLoopWatch } from './event-loop-watch.js';

describe('EventLoopWatch', () => {
  it('sees work that holds the thread', async () => {
    const watch = new EventLoopWatch();
    await wait(20);
    for (const until = performance.now() + 2_000; performance.now() < until;);
    await wait(20);
    // However busy the machine, this thread ran for a good part of two seconds.
    expect(watch.stop()).toBeGreaterThan(200);
  });

  it('sees a call that blocks it', async () => {
    const watch = new EventLoopWatch();
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
    expect(watch.stop()).toBeGreaterThan(200);
  });

  it('sees nothing where the thread only waits for events', async () => {
    const watch = new EventLoopWatch();
    await wait(300);
    expect(watch.stop()).toBeLessThan(100);
  });
});
