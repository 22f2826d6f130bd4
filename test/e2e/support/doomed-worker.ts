import 'reflect-metadata';
import { EmbeddingChain, mockProvider } from '@lexhop/embedding';
import { SilentLogger, SystemClock } from '@lexhop/foundation';
import { startBuildWorker } from '@lexhop/graph-build';
import { openGraphStores } from '@lexhop/graph-store';
import { JobQueue, JobQueueModule } from '@lexhop/job-queue';
import { Database, serverAt } from '@lexhop/postgres';
import { openPublishedGraph } from '@lexhop/published-graph';
import { MatrixThreads } from '@lexhop/vectors';
import { NestFactory } from '@nestjs/core';
import { watchedStores } from './watched-stores.js';

/**
 * A worker that says when it is about to call a method that writes, waits to be told to go on, and kills itself (SIGKILL)
 * a few milliseconds into the call. argv: the method.
 */
const [method = ''] = process.argv.slice(2);
const millisecondsIntoTheCall = 3;
const dimensions = Number(process.env['LEXHOP_EMBEDDING_MOCK_DIMENSIONS']);

const logger = new SilentLogger();
const stores = await openGraphStores(await Database.open(serverAt(process.env['DATABASE_URL'] ?? '')));
const published = await openPublishedGraph({
  uri: process.env['NEO4J_URI'] ?? '',
  user: process.env['NEO4J_USER'] ?? '',
  password: process.env['NEO4J_PASSWORD'] ?? '',
  database: 'neo4j',
  vectors: true,
  logger,
});
const queueModule = await JobQueueModule.redis({
  url: process.env['REDIS_URL'] ?? '',
  logger,
  lockMilliseconds: Number(process.env['LEXHOP_QUEUE_LOCK_MS']),
});
const context = await NestFactory.createApplicationContext(queueModule, { logger: false });
await startBuildWorker(
  {
    stores: watchedStores(stores, [method], dieInTheCall),
    published,
    queue: context.get(JobQueue),
    embedding: new EmbeddingChain({ providers: [mockProvider(dimensions)], chain: 'mock', logger }),
    matrices: new MatrixThreads({ threads: 1 }),
    clock: new SystemClock(),
    logger,
  },
  { concurrency: 1, sweepMilliseconds: 3_600_000 },
);
process.send?.('works');

async function dieInTheCall(): Promise<void> {
  process.send?.('reached');
  await new Promise((go) => process.once('message', go));
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), millisecondsIntoTheCall);
}
