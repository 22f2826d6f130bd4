import { buildToEnd, importSample } from '../support/graphs.js';
import { aFolder, TestServer } from '../support/server.js';
import type { BenchResult } from './bench-result.js';
import { askedByClients, besideBuilds, loadResult } from './clients.js';

const graph = 'default';

/** A built server on the sample graph under many clients: more than it takes at a time, and, for two minutes, fewer beside builds. */
export async function* run(): AsyncGenerator<BenchResult> {
  const folder = await aFolder();
  const server = await TestServer.start(folder.path);
  try {
    await importSample(server, graph);
    await buildToEnd(server, graph);
    await askedByClients(server, graph, { clients: 8, seconds: 3 });
    yield loadResult(
      '500 clients, p99 of whatever they were told',
      await askedByClients(server, graph, { clients: 500, seconds: 30 }),
    );
    let isOver = false;
    const building = (async () => {
      let builds = 0;
      for (; !isOver; builds += 1) await buildToEnd(server, graph, { from: 'scratch' });
      return builds;
    })();
    const beside = await askedByClients(server, graph, { clients: 50, seconds: 120 });
    isOver = true;
    yield besideBuilds(beside, { 'builds meanwhile': await building });
  } finally {
    await server.stop();
    await folder.remove();
  }
}
