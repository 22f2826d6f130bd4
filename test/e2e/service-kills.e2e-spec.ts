import { randomInt, randomUUID } from 'node:crypto';
import type { Build } from '@lexhop/graph-model';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildToEnd, expectStatus, importSample } from '../support/graphs.js';
import { aFolder, TestServer } from '../support/server.js';
import { DoomedWorker, lacksServers, startApi, TestWorker, untilEndedThroughAll } from './support/service.js';

/** One write of each step; vectors first, since those of the same texts are saved once for all graphs. */
const writes = ['saveVectors', 'compare', 'saveDrafts', 'saveMatches', 'saveEdges', 'activate'];
/** An embedding space in which the server has no vectors yet. */
const space = { LEXHOP_EMBEDDING_MOCK_DIMENSIONS: String(randomInt(300, 2_000)) };

async function exported(server: TestServer, graph: string): Promise<string> {
  return expectStatus(server.request<string>('GET', `/graphs/${graph}/export`), 200);
}

/** What the same statutes become where everything is in one process. */
async function exportedEmbedded(): Promise<string> {
  const folder = await aFolder();
  const server = await TestServer.start(folder.path, space);
  try {
    await importSample(server, 'default');
    await buildToEnd(server, 'default');
    return await exported(server, 'default');
  } finally {
    await server.stop();
    await folder.remove();
  }
}

describe.skipIf(lacksServers('workers killed in the service shape'))('a worker killed inside a write', () => {
  let api: TestServer;
  let expected: string;

  beforeAll(async () => {
    [api, expected] = await Promise.all([startApi(space), exportedEmbedded()]);
  });
  afterAll(() => api.stop());

  it.each(writes)(
    'loses nothing in %s while two others work: the graph is that of one process',
    { timeout: 300_000 },
    async (method) => {
      const graph = `killed-${randomUUID().slice(0, 8)}`;
      await importSample(api, graph);
      const doomed = await DoomedWorker.start(method, space);
      const begun = await expectStatus(api.request<Build>('POST', `/graphs/${graph}/builds`, {}), 202);
      await doomed.reached();
      const others = await Promise.all([TestWorker.start(space), TestWorker.start(space)]);
      try {
        await doomed.die();
        const build = await untilEndedThroughAll(api, graph, begun.number);
        expect(build).toMatchObject({ state: 'active', failures: [], counts: { undrafted: 0 } });
        expect((await exported(api, graph)) === expected).toBe(true);
      } finally {
        await Promise.all(others.map((worker) => worker.stop()));
      }
    },
  );
});
