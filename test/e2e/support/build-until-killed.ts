import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EmbeddingChain, mockProvider } from '@lexhop/embedding';
import { SilentLogger, SystemClock } from '@lexhop/foundation';
import { importStatutes } from '@lexhop/graph-statutes';
import {
  exportGraph,
  type GraphBuildParts,
  importQuestionBank,
  retryBuild,
  startBuild,
  startBuildWorker,
} from '@lexhop/graph-build';
import { type GraphStores, openGraphStores } from '@lexhop/graph-store';
import { JobQueue, JobQueueModule } from '@lexhop/job-queue';
import { Database, OwnServer } from '@lexhop/postgres';
import { MatrixThreads } from '@lexhop/vectors';
import { NestFactory } from '@nestjs/core';
import { bankFile, isDeadly, statutesFile } from '../../support/graphs.js';
import type { KillOrder, KillRunSaid } from './kill-orders.js';
import { watchedStores } from './watched-stores.js';

/**
 * A process that builds a graph over real stores and the real queue, and kills itself or its Postgres (SIGKILL) inside the call that its
 * order names: the call has begun, and its transaction is wherever it is. Without an order it builds to the end.
 * argv: data directory, graph, order as JSON (or nothing).
 */
const [directory = '', graph = '', order] = process.argv.slice(2);
const kill = order ? (JSON.parse(order) as KillOrder) : undefined;

const parts = await openParts();
await beginOnce(parts);
await startBuildWorker(parts, { concurrency: 2, sweepMilliseconds: 1_000 });
await say({ graph, exported: await whenActive(parts) });
process.exit(0);

async function openParts(): Promise<GraphBuildParts> {
  const logger = new SilentLogger();
  const server = await OwnServer.open({ dataDirectory: directory });
  const stores = await openGraphStores(await Database.open(server));
  const queueModule = await JobQueueModule.postgres({ server, logger });
  const context = await NestFactory.createApplicationContext(queueModule, { logger: false });
  return {
    stores: kill ? killing(stores, kill) : stores,
    queue: context.get(JobQueue),
    embedding: new EmbeddingChain({ providers: [mockProvider()], chain: 'mock', logger }),
    matrices: new MatrixThreads(),
    clock: new SystemClock(),
    logger,
  };
}

/** The same stores, but for one call that is not survived. */
function killing(stores: GraphStores, order: KillOrder): GraphStores {
  let calls = 0;
  return watchedStores(stores, order.method === 'any' ? 'any' : [order.method], () => {
    calls += 1;
    if (calls === order.occurrence) setTimeout(() => void carryOut(order), order.afterMilliseconds);
  });
}

async function carryOut({ victim }: KillOrder): Promise<void> {
  const [postmaster] = readFileSync(join(directory, 'postgres', 'data', 'postmaster.pid'), 'utf8').split('\n');
  const doomed = { process: [process.pid], postgres: [Number(postmaster)], both: [Number(postmaster), process.pid] };
  await say({ kills: victim });
  for (const pid of doomed[victim]) process.kill(pid, 'SIGKILL');
}

async function beginOnce({ stores, ...rest }: GraphBuildParts): Promise<void> {
  const [begun] = await stores.builds.list({ graph, limit: 1 });
  if (begun) return;
  await importStatutes(stores.statutes, graph, { name: statutesFile, content: content(statutesFile) });
  await importQuestionBank(stores.bank, graph, { name: bankFile, content: content(bankFile) });
  const matching = { minimumScore: 0, capFactor: 1 };
  const settings = { from: 'active', levels: ['article'], matching, activateWithoutFailed: false } as const;
  await startBuild({ stores, ...rest }, graph, { ...settings, levels: ['article'] });
}

async function* content(file: string): AsyncGenerator<Uint8Array> {
  yield await readFile(file);
}

async function whenActive(parts: GraphBuildParts): Promise<string> {
  const { stores } = parts;
  for (;;) {
    const build = await stores.versions.active(graph);
    // Killed too often in the same batch: its owner is to look why, and retries it.
    const [latest] = await stores.builds.list({ graph, states: ['failed'], limit: 1 });
    if (latest && isDeadly(latest)) await retryBuild(parts, latest);
    if (build) {
      let text = '';
      for await (const lines of exportGraph(stores, build)) text += lines;
      return text;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Resolves once the parent has it. */
function say(said: KillRunSaid): Promise<void> {
  return new Promise((sent) => process.send?.(said, () => sent()));
}
