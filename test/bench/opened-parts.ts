import { createEmbeddingChain, embeddingSettings } from '@lexhop/embedding';
import { readSettings, SilentLogger, SystemClock } from '@lexhop/foundation';
import { type GraphBuildParts, startBuild, startBuildWorker } from '@lexhop/graph-build';
import type { Build } from '@lexhop/graph-model';
import { aBuild } from '@lexhop/graph-model/testing';
import { openGraphStores } from '@lexhop/graph-store';
import { JobQueue, JobQueueModule } from '@lexhop/job-queue';
import { Database, OwnServer } from '@lexhop/postgres';
import { MatrixThreads } from '@lexhop/vectors';
import { NestFactory } from '@nestjs/core';

interface OpenedParts {
  readonly parts: GraphBuildParts;
  /** Ends the worker and all that it stands on; a second call does nothing. */
  readonly close: () => Promise<void>;
}

/** What builds are made with, on a Postgres of LexHop's own in a folder, and a worker on it: real store, real queue, the embedding of these settings. */
export async function openParts(folder: string, embedding: Readonly<Record<string, string>>): Promise<OpenedParts> {
  const logger = new SilentLogger();
  const server = await OwnServer.open({ dataDirectory: folder });
  const stores = await openGraphStores(await Database.open(server));
  const queueModule = await JobQueueModule.postgres({ server, logger });
  const context = await NestFactory.createApplicationContext(queueModule, { logger: false });
  const parts = {
    stores,
    queue: context.get(JobQueue),
    embedding: createEmbeddingChain(readSettings(embeddingSettings, { ...process.env, ...embedding }), logger),
    matrices: new MatrixThreads(),
    clock: new SystemClock(),
    logger,
  };
  const stop = await startBuildWorker(parts, { concurrency: 2, sweepMilliseconds: 3_600_000 });
  let closed: Promise<void> | undefined;
  const close = async () => {
    await stop(1_000);
    await context.close();
    await parts.matrices.close();
    await stores.close();
    await server.close();
  };
  return { parts, close: () => (closed ??= close()) };
}

export interface TimedBuild {
  readonly build: Build;
  readonly milliseconds: number;
  /** Of all threads: what a busy machine changes least. */
  readonly processorMilliseconds: number;
}

/** Builds a graph and waits until the build is the active one. Rejects where it fails. */
export async function buildToActive(parts: GraphBuildParts, graph: string): Promise<TimedBuild> {
  const start = performance.now();
  const before = process.cpuUsage();
  const begun = await startBuild(parts, graph, { ...aBuild().settings, from: 'active' });
  for (;;) {
    const build = await parts.stores.builds.find(begun);
    if (build?.state === 'active') {
      const { user, system } = process.cpuUsage(before);
      return { build, milliseconds: performance.now() - start, processorMilliseconds: (user + system) / 1000 };
    }
    if (build?.state !== 'running') throw new Error(`The build is ${build?.state}: ${build?.failure}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}

/** When each step began, from the build's beginning. */
export function stepFacts({ progress, createdAt, endedAt = createdAt }: Build): Record<string, number> {
  const since = (moment: string) => Date.parse(moment) - Date.parse(createdAt);
  const begins = Object.entries(progress).flatMap(([step, { startedAt }]) =>
    startedAt === undefined ? [] : [[`${step} begins, ms`, since(startedAt)] as const],
  );
  return { ...Object.fromEntries(begins), 'active, ms': since(endedAt) };
}
