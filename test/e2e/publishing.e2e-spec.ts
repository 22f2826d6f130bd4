import { randomUUID } from 'node:crypto';
import type { Build } from '@lexhop/graph-model';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { bankFile, buildToEnd, expectStatus, formOf, untilEnded, untilEndedDespiteKills } from '../support/graphs.js';
import { aFolder, type TestServer } from '../support/server.js';
import { numbersFrom } from './support/kill-orders.js';
import { type Disturbance, editionForm, SeenInNeo4j, startPublishing } from './support/publishing-server.js';
import { control, lacksServers } from './support/service.js';

const seed = 20_261_129;
const kills = 20;

describe.skipIf(lacksServers('publishing into Neo4j'))('a graph in Neo4j', { timeout: 1_800_000 }, () => {
  let seen: SeenInNeo4j;
  const servers: TestServer[] = [];
  let folder: Awaited<ReturnType<typeof aFolder>>;
  beforeAll(async () => {
    seen = new SeenInNeo4j();
    folder = await aFolder();
  });
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.stop()));
  });
  afterAll(async () => {
    await seen.close();
    await folder.remove();
  });

  const start = async (disturbance?: Disturbance) => {
    const server = await startPublishing(folder.path, disturbance);
    servers.push(server);
    return server;
  };
  /** Puts the statutes in their next edition. */
  const edit = async (server: TestServer, graph: string, edition: number) => {
    await expectStatus(server.request('POST', `/graphs/${graph}/statutes`, await editionForm(edition)), 200);
    if (edition === 0) {
      await expectStatus(server.request('POST', `/graphs/${graph}/questions`, await formOf(bankFile)), 200);
    }
  };
  const begin = async (server: TestServer, graph: string, edition: number) => {
    await edit(server, graph, edition);
    return expectStatus(server.request<Build>('POST', `/graphs/${graph}/builds`, {}), 202);
  };
  const buildOnce = async (server: TestServer, graph: string, edition: number) => {
    await edit(server, graph, edition);
    expect(await buildToEnd(server, graph)).toMatchObject({ state: 'active', failures: [] });
  };
  /** Builds one build after another, until the server dies as it was told to. */
  const untilKilled = async (disturbance: Disturbance, buildNext: (server: TestServer) => Promise<void>) => {
    const server = await startPublishing(folder.path, disturbance).catch((thrown: Error) => {
      // It went on with its build before it answered anybody.
      expect(thrown.message).toMatch(/exited with SIGKILL/);
    });
    if (!server) return;
    const building = (async () => {
      for (;;) await buildNext(server);
    })();
    building.catch(() => undefined);
    expect(await server.ended()).toBe('SIGKILL');
  };
  const newest = async (server: TestServer, graph: string) => {
    const { items } = await expectStatus(
      server.request<{ readonly items: readonly Build[] }>('GET', `/graphs/${graph}/builds?limit=1`),
      200,
    );
    return items[0];
  };

  /** The newest build when it has ended. */
  const ended = async (server: TestServer, graph: string) => {
    const last = await newest(server, graph);
    return last && untilEndedDespiteKills(server, graph, last.number);
  };

  it('waits while Neo4j is away, says for what, answers meanwhile, and goes on by itself', async () => {
    const [disturbed, quiet] = [freshName(), freshName()];
    const calm = await start();
    for (const edition of [0, 1]) await buildOnce(calm, quiet, edition);
    await buildOnce(calm, disturbed, 0);
    await calm.stop();
    const server = await start({ graph: disturbed, transaction: 4, when: 'before its commit', victim: 'neo4j' });
    const ask = () => server.request('POST', `/graphs/${disturbed}/retrieve`, { query: '註冊', mode: 'bm25' });
    try {
      const { number } = await begin(server, disturbed, 1);
      await expect
        .poll(() => newest(server, disturbed), { timeout: 300_000, interval: 200 })
        .toMatchObject({
          number,
          state: 'running',
          step: 'publish',
          waiting: { reason: expect.stringMatching(/^Neo4j at bolt:\S+ does not answer: /) as string },
        });
      expect(await expectStatus(ask(), 200)).toMatchObject({ build: 1 });
      expect(await expectStatus(server.request('GET', '/health/ready'), 200)).toMatchObject({
        ready: true,
        degraded: true,
        dependencies: expect.arrayContaining([
          expect.objectContaining({ name: 'neo4j', ready: false, needed: false }),
        ]) as object[],
      });
    } finally {
      await control('neo4j', 'start');
    }
    expect(await untilEnded(server, disturbed, 2)).toMatchObject({ state: 'active', failures: [] });
    expect(await seen.digestOf(disturbed)).toBe(await seen.digestOf(quiet));
    expect(await expectStatus(server.request('GET', '/health/ready'), 200)).toMatchObject({ degraded: false });
  });

  it('follows what is rolled back, abandoned and collected', async () => {
    const graph = freshName();
    const server = await start();
    await buildOnce(server, graph, 0);
    const first = await seen.digestOf(graph);
    await buildOnce(server, graph, 1);
    expect(await seen.buildsOf(graph)).toEqual({ active: 2, held: [1, 2] });
    await expectStatus(server.request('POST', `/graphs/${graph}/builds/1/activate`), 200);
    expect(await seen.buildsOf(graph)).toEqual({ active: 1, held: [1, 2] });
    await expectStatus(server.request('DELETE', `/graphs/${graph}/builds/2`), 204);
    expect(await seen.digestOf(graph)).toBe(first);
    await buildOnce(server, graph, 1);
    await buildOnce(server, graph, 2);
    // The build is active before what no kept build sees is cleared away.
    await expect.poll(() => seen.buildsOf(graph), { timeout: 60_000 }).toEqual({ active: 4, held: [3, 4] });
  });

  it(`is the same after ${kills} SIGKILLs of the server inside publish (seed ${seed}) as undisturbed`, async () => {
    const [killed, quiet] = [freshName(), freshName()];
    const random = numbersFrom(seed);
    let builds = 0;
    for (let dead = 0; dead < kills; dead += 1) {
      const when = random() < 0.5 ? 'before its commit' : 'after its commit';
      const transaction = 1 + Math.floor(random() * 6);
      await untilKilled({ graph: killed, transaction, when, victim: 'process' }, async (server) => {
        const last = builds > 0 ? await ended(server, killed) : undefined;
        // One that was to begin when the server died is not there yet.
        builds = last?.number ?? 0;
        await begin(server, killed, builds);
        builds += 1;
      });
    }
    const server = await start();
    const { number = 0 } = (await ended(server, killed)) ?? {};
    for (let edition = 0; edition < number; edition += 1) await buildOnce(server, quiet, edition);
    expect(await seen.digestOf(killed)).toBe(await seen.digestOf(quiet));
    // One that wrote on nothing, and at least one that closed rows of the build before.
    expect(number).toBeGreaterThanOrEqual(2);
  });
});

function freshName(): string {
  return `published-${randomUUID().slice(0, 8)}`;
}
