import type { ServerResponse } from 'node:http';
import { aBuild } from '@lexhop/retrieval/testing';
import { describe, expect, it } from 'vitest';
import { answersJson, aServer, sendBuild } from '../testing/a-server.js';
import { followBuild } from './follow-build.js';
import { LexHopClient } from './lexhop-client.js';

const running = aBuild({ graph: 'tax', number: 2, state: 'running' });
const active = aBuild({ ...running, state: 'active' });

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
const isSilent: Connection = (response) => sendBuild(response, running);
const isActive: Connection = (response) => {
  sendBuild(response, active);
  response.end();
};

/** Follows build 2 of graph `tax` over these connections, the last of them again and again, on a clock that only waiting moves. */
async function follow(
  connections: readonly Connection[],
  { serverEnded = new Promise<void>(() => {}), awayForWaits = 0, longestSilence = 40_000 } = {},
) {
  const [builds, waits]: [string[], number[]] = [[], []];
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
  };
  const parts = { client: new LexHopClient(server.url), serverEnded, patience };
  const end = followBuild(parts, running, ({ state }) => {
    builds.push(state);
    onSeen?.();
  });
  return { end, builds, waits };
}

describe('followBuild', () => {
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

  it('gives up after a minute without an event, saying that the build goes on and how to look at it', async () => {
    const { end, waits } = await follow([breaks, refuses]);
    await expect(end).rejects.toMatchObject({
      code: 'server-unreachable',
      retryable: true,
      hint: 'Build 2 of graph tax goes on without this command: `lexhop status --graph tax` tells how it stands.',
    });
    const waited = waits.reduce((sum, milliseconds) => sum + milliseconds);
    expect([waited >= 60_000, waited <= 75_000, Math.max(...waits)]).toEqual([true, true, 15_000]);
  });

  it('gives up where another try would be answered the same', async () => {
    const gone = answersJson({ code: 'build-gone', detail: 'There is no build 2.' }, 404);
    const { end, waits } = await follow([(response) => gone(response.req, response)]);
    await expect(end).rejects.toMatchObject({ code: 'build-gone' });
    expect(waits).toEqual([]);
  });

  it('does not wait for a server that this command began and that has ended', async () => {
    const { end, waits } = await follow([breaks], { serverEnded: Promise.resolve() });
    await expect(end).rejects.toMatchObject({
      code: 'server-unreachable',
      hint: expect.stringContaining('goes on when a server is started again') as string,
    });
    expect(waits).toEqual([]);
  });
});
