import { describe, expect, it, vi } from 'vitest';
import type { Build } from './build.js';
import type { BuildEvent } from './build-events.js';
import { type Following, followBuild } from './follow-build.js';
import { ProblemError } from './problem-error.js';
import { ServerUnreachableError } from './server-unreachable-error.js';

const aBuild = (state: Build['state']) => ({ number: 1, state }) as Build;

/** One connection: its events, and how it breaks, if it does. */
interface Connection {
  readonly events: readonly BuildEvent[];
  readonly thrown?: unknown;
}

async function follow(connections: readonly Connection[]) {
  const seen = { builds: [] as string[], following: [] as Following['state'][], waits: [] as number[] };
  let asked = 0;
  const parts = {
    async *events() {
      const { events, thrown } = connections[asked++] ?? { events: [] };
      yield* events;
      if (thrown !== undefined) throw thrown;
    },
    wait: async (milliseconds: number) => void seen.waits.push(milliseconds),
  };
  const listener = {
    onBuild: ({ state }: Build) => void seen.builds.push(state),
    onFollowing: ({ state }: Following) => void seen.following.push(state),
  };
  const end = followBuild(parts, listener, new AbortController().signal);
  return { ...seen, end, asked: () => asked };
}

describe('followBuild', () => {
  it('follows a build to its end', async () => {
    const { end, builds, following, waits } = await follow([
      { events: [aBuild('running'), undefined, aBuild('running'), aBuild('active')] },
    ]);
    await end;
    expect(builds).toEqual(['running', 'running', 'active']);
    expect(following.at(-1)).toBe('ended');
    expect(waits).toEqual([]);
  });

  it('comes back however the connection breaks, later each time, and sooner again after it heard something', async () => {
    const away = { events: [], thrown: new ServerUnreachableError() };
    const { end, builds, waits } = await follow([
      { events: [aBuild('running')], thrown: new TypeError('network error') },
      away,
      away,
      { events: [], thrown: new ProblemError(503, 'starting', 'Starting.', {}) },
      { events: [aBuild('running')] },
      { events: [aBuild('active')] },
    ]);
    await end;
    expect(builds).toEqual(['running', 'running', 'active']);
    expect(waits).toEqual([500, 1000, 2000, 4000, 500]);
  });

  it('waits no longer than 15 s', async () => {
    const away = { events: [], thrown: new ServerUnreachableError() };
    const { end, waits } = await follow([...Array.from({ length: 9 }, () => away), { events: [aBuild('failed')] }]);
    await end;
    expect(Math.max(...waits)).toBe(15_000);
  });

  it('gives up where another try would be answered the same', async () => {
    const gone = new ProblemError(404, 'build-gone', 'There is no build 7.', {});
    const { end, waits } = await follow([{ events: [], thrown: gone }]);
    await expect(end).rejects.toBe(gone);
    expect(waits).toEqual([]);
  });

  it('takes a connection that is silent for too long for dead', async () => {
    vi.useFakeTimers();
    try {
      let asked = 0;
      const builds: string[] = [];
      const parts = {
        async *events(signal: AbortSignal): AsyncGenerator<BuildEvent> {
          asked += 1;
          if (asked === 2) return yield aBuild('active');
          yield aBuild('running');
          await new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));
        },
        wait: () => Promise.resolve(),
      };
      const listener = { onBuild: ({ state }: Build) => void builds.push(state), onFollowing: () => {} };
      const end = followBuild(parts, listener, new AbortController().signal);
      await vi.advanceTimersByTimeAsync(39_000);
      expect(asked).toBe(1);
      await vi.advanceTimersByTimeAsync(2_000);
      await end;
      expect(builds).toEqual(['running', 'active']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('stops when called off', async () => {
    const stopped = new AbortController();
    const parts = {
      async *events(signal: AbortSignal) {
        yield aBuild('running');
        stopped.abort();
        await new Promise((_, reject) => {
          if (signal.aborted) reject(new Error('aborted'));
        });
      },
      wait: () => Promise.reject(new Error('must not wait')),
    };
    const listener = { onBuild: () => {}, onFollowing: () => {} };
    await expect(followBuild(parts, listener, stopped.signal)).resolves.toBeUndefined();
  });
});
