import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { followBuild, type Following, type FollowOptions } from './follow-build.js';
import { createLexHopClient, type Schema } from './lexhop-client.js';
import { answersJson, aServer, sendBuild } from './testing/a-server.js';

const running = { graph: 'tax', number: 2, state: 'running' } as Schema<'Build'>;
const active = { ...running, state: 'active' } as Schema<'Build'>;

/** What the server does with one connection; it may return what it does once the build was seen. */
type Connection = (response: ServerResponse) => void | (() => void);

const breaks: Connection = (response) => {
  sendBuild(response, running);
  response.write('event: build\ndata: {"state":"act');
  return () => response.socket?.destroy();
};
const refuses: Connection = (response) => void response.socket?.destroy();
const starts: Connection = (response) => answersJson({ code: 'starting' }, 503)(response.req, response);
const ends: Connection = (response) => {
  sendBuild(response, running);
  response.end();
};
const says =
  (status: number): Connection =>
  (response) => {
    sendBuild(response, running);
    response.end(`event: problem\ndata: ${JSON.stringify({ status, code: 'store', detail: 'The store failed.' })}\n\n`);
  };
const isSilent: Connection = (response) => sendBuild(response, running);
const isActive: Connection = (response) => {
  sendBuild(response, active);
  response.end();
};

type Given = Pick<FollowOptions, 'isGone' | 'signal'> & {
  readonly awayForWaits?: number;
  readonly longestSilence?: number;
  readonly onSeen?: () => void;
};

/** Follows build 2 of graph `tax` over these connections, the last of them again and again, on a clock that only waiting moves. */
async function follow(
  connections: readonly Connection[],
  { awayForWaits = 0, longestSilence = 40_000, onSeen: onBuildSeen, ...options }: Given = {},
) {
  const [builds, waits, followed]: [string[], number[], Following['state'][]] = [[], [], []];
  let asked = 0;
  let onSeen: void | (() => void);
  const server = await aServer({
    'GET /graphs/tax/builds/2/events': (_, response) => {
      onSeen = connections[Math.min(asked++, connections.length - 1)]?.(response);
    },
  });
  let time = 0;
  const patience = {
    now: () => time,
    wait: async (milliseconds: number) => {
      waits.push(milliseconds);
      time += milliseconds;
      if (waits.length === 1 && awayForWaits > 0) await server.stop();
      if (waits.length === awayForWaits) await server.start();
    },
    longestSilence,
    longestAbsence: 60_000,
  };
  const end = followBuild(createLexHopClient({ url: server.url }), running, {
    ...options,
    patience,
    onBuild: ({ state }) => {
      builds.push(state);
      onSeen?.();
      onBuildSeen?.();
    },
    onFollowing: ({ state }) => void followed.push(state),
  });
  return { end, builds, waits, followed };
}

describe('followBuild', () => {
  it('asks again after a problem that passes, and throws one that another try would not change', async () => {
    const passing = await follow([says(503), isActive]);
    expect(await passing.end).toEqual(active);
    const lasting = await follow([says(404), isActive]);
    await expect(lasting.end).rejects.toMatchObject({ code: 'store', status: 404 });
  });

  it('goes on where it was when the connection breaks in the middle of an event', async () => {
    const { end, builds } = await follow([breaks, isActive]);
    expect(await end).toEqual(active);
    expect(builds).toEqual(['running', 'active']);
  });

  it('comes back however the server is away, later each time, and sooner again after it heard something', async () => {
    const { end, waits } = await follow([refuses, starts, refuses, ends, refuses, isActive]);
    expect(await end).toEqual(active);
    expect(waits).toEqual([500, 1000, 2000, 500, 1000]);
  });

  it('finds a server again that is started anew, and refuses connections until then', async () => {
    const { end, waits } = await follow([breaks, isActive], { awayForWaits: 4 });
    expect(await end).toEqual(active);
    expect(waits).toEqual([500, 1000, 2000, 4000]);
  });

  it('takes a connection that is silent for too long for dead', async () => {
    const { end } = await follow([isSilent, isActive], { longestSilence: 200 });
    expect(await end).toEqual(active);
  });

  it('tells how it follows', async () => {
    const { end, followed } = await follow([breaks, isActive]);
    await end;
    expect(followed).toEqual(['connecting', 'live', 'waiting', 'connecting', 'live', 'ended']);
  });

  it('gives up after so long without an event', async () => {
    const { end, waits } = await follow([breaks, refuses]);
    await expect(end).rejects.toMatchObject({ code: 'server-unreachable', retryable: true });
    const waited = waits.reduce((sum, milliseconds) => sum + milliseconds);
    expect([waited >= 60_000, waited <= 75_000, Math.max(...waits)]).toEqual([true, true, 15_000]);
  });

  it('gives up where another try would be answered the same', async () => {
    const gone = answersJson({ code: 'build-gone', detail: 'There is no build 2.' }, 404);
    const { end, waits } = await follow([(response) => gone(response.req, response)]);
    await expect(end).rejects.toMatchObject({ code: 'build-gone' });
    expect(waits).toEqual([]);
  });

  it('does not wait for a server that has gone for good', async () => {
    const { end, waits } = await follow([breaks], { isGone: () => true });
    await expect(end).rejects.toMatchObject({ code: 'server-unreachable' });
    expect(waits).toEqual([]);
  });

  it('ends with the reason of the signal that calls it off', async () => {
    const calledOff = new AbortController();
    const { end, waits } = await follow([isSilent], {
      signal: calledOff.signal,
      onSeen: () => calledOff.abort(new Error('the reader left')),
    });
    await expect(end).rejects.toThrow('the reader left');
    expect(waits).toEqual([]);
  });
});
