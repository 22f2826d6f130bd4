import { randomUUID } from 'node:crypto';
import { freshDatabase } from '@lexhop/postgres/testing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { buildToEnd, expectStatus, importSample } from '../support/graphs.js';
import { aFolder, TestServer } from '../support/server.js';
import { lacksServers } from './support/service.js';

const { REDIS_URL = '', NEO4J_URI = '', NEO4J_USER = 'neo4j', NEO4J_PASSWORD = '' } = process.env;
const either = [false, true];
const combinations = either.flatMap((database) =>
  either.flatMap((redis) => either.map((neo4j) => ({ database, redis, neo4j }))),
);

/** What a server is told, with books that are this test's own. */
async function settingsOf({ database, redis, neo4j }: (typeof combinations)[number]): Promise<Record<string, string>> {
  const settings: Record<string, string> = {};
  if (database) {
    const fresh = await freshDatabase();
    onTestFinished(() => fresh.close());
    settings['DATABASE_URL'] = fresh.url;
  }
  // A database of its own in Redis: jobs of other tests are in the first.
  if (redis) settings['REDIS_URL'] = `${REDIS_URL}/${database ? 2 : 1}`;
  if (neo4j) Object.assign(settings, { NEO4J_URI, NEO4J_USER, NEO4J_PASSWORD });
  return settings;
}

describe.skipIf(lacksServers('the eight combinations of servers'))('a server', () => {
  it.each(combinations)(
    'starts, builds and answers: DATABASE_URL $database, REDIS_URL $redis, NEO4J_URI $neo4j',
    async (combination) => {
      const settings = await settingsOf(combination);
      const folder = await aFolder();
      onTestFinished(() => folder.remove());
      const server = await TestServer.start(folder.path, settings);
      onTestFinished(() => server.stop());
      // Neo4j is shared: what it holds is told apart by the graph's name.
      const graph = `combined-${randomUUID().slice(0, 8)}`;
      await importSample(server, graph);
      expect(await buildToEnd(server, graph)).toMatchObject({ state: 'active', counts: { nodes: { article: 250 } } });
      const asked = { query: '著作權的合理使用', mode: 'hop' };
      const answer = server.request<{ build: number; results: object[] }>('POST', `/graphs/${graph}/retrieve`, asked);
      expect((await expectStatus(answer, 200)).results).toHaveLength(10);
      const names = ['graph-store', ...(combination.neo4j ? ['neo4j'] : []), combination.redis ? 'redis' : 'job-queue'];
      const dependencies = names.map((name) => ({ name, ready: true }));
      // A busy machine may be late once.
      await expect
        .poll(async () => (await server.request('GET', '/health/ready')).body, { timeout: 30_000 })
        .toMatchObject({ ready: true, dependencies });
    },
  );
});
