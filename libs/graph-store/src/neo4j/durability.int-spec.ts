import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphStores } from '../graph-stores.js';
import { GraphScene } from '../testing/graph-scene.js';
import { aCitation, aNode } from '../testing/nodes.js';
import { lacksOwnServers, OwnNeo4jServer } from '../testing/own-neo4j-server.js';
import { Neo4jConnection } from './connection.js';
import { migrations } from './migrations/migrations.js';
import { openNeo4jGraphStore } from './open-neo4j-graph-store.js';

const migrating = fileURLToPath(new URL('../testing/migrate-neo4j-and-tell.ts', import.meta.url));

describe.skipIf(lacksOwnServers('the graph store on a Neo4j of 512 MB'))('a Neo4j server with a heap of 512 MB', () => {
  let server: OwnNeo4jServer;
  let stores: GraphStores | undefined;
  const opened = async () => (stores ??= await openNeo4jGraphStore(server.access));

  beforeAll(async () => {
    server = await OwnNeo4jServer.start('512m');
  }, 180_000);
  afterAll(async () => {
    await stores?.close();
    await server.remove();
  });

  it('is migrated once, when processes open it at the same time while it is empty', async () => {
    const processes = await Promise.all([connected(server), connected(server), connected(server)]);
    const ran = await Promise.all(processes.map(migrated));
    expect(ran.toSorted((one, other) => one - other)).toEqual([0, 0, migrations.length]);
  }, 120_000);

  it('has all that was saved after it was killed, and goes on with the same connections', async () => {
    const graph = new GraphScene(await opened());
    await graph.put(aNode({ number: '1' }), aNode({ number: '2' }));
    const run = await graph.built();
    const before = { build: await graph.found(run.number), contents: await graph.contents(run.number) };
    await server.killAndStart();
    expect({ build: await graph.found(run.number), contents: await graph.contents(run.number) }).toEqual(before);
    expect((await graph.compared()).number).toBe(run.number + 1);
  }, 180_000);

  it('drops a build of 200,000 edges in its memory, and leaves the active build as it was', async () => {
    const graph = new GraphScene(await opened());
    const articles = Array.from({ length: 500 }, (_, place) => aNode({ number: `${place + 1}` }));
    await graph.put(...articles);
    const { number: active } = await graph.built();
    const before = await graph.contents(active);
    const run = await graph.compared();
    for (let first = 0; first < articles.length; first += 10) {
      const sources = articles.slice(first, first + 10);
      const edges = sources.flatMap(({ id }, place) => {
        const targets = Array.from({ length: 400 }, (_, step) => articles.at((first + place + step + 1) % 500));
        return targets.flatMap((target) => (target ? [aCitation(id, target.id)] : []));
      });
      const scope = { sources: sources.map(({ id }) => id), kinds: ['citation'] as const };
      await graph.stores.edges.saveEdges(run, { name: `${first}`, done: sources.length }, scope, edges);
    }
    expect(await citationsIn(server, graph.graph)).toBe(200_000);
    await graph.stores.builds.cancel(run);
    await graph.stores.versions.abandon(run);
    expect(await citationsIn(server, graph.graph)).toBe(0);
    expect(await graph.contents(active)).toEqual(before);
  }, 300_000);
});

/** A process that waits for the word to migrate the server. */
async function connected({ access }: OwnNeo4jServer): Promise<ChildProcess> {
  const { uri, user, password, database } = access;
  const env = { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.source.json' };
  const child = fork(migrating, [uri, user, password, database], {
    execArgv: ['--conditions=@lexhop/source', '--import', 'tsx'],
    env,
  });
  await once(child, 'message');
  return child;
}

/** Gives the word; how many migrations the process ran itself. */
async function migrated(child: ChildProcess): Promise<number> {
  const told = once(child, 'message');
  child.send('migrate');
  const [{ ran }] = (await told) as [{ readonly ran: number }];
  return ran;
}

async function citationsIn({ access }: OwnNeo4jServer, graph: string): Promise<number> {
  const connection = await Neo4jConnection.open(access);
  const [row] = await connection.rows<{ count: number }>(
    'MATCH ()-[e:CITES]->() WHERE e.graph = $graph RETURN count(*) AS count',
    { graph },
  );
  await connection.close();
  return row?.count ?? 0;
}
