import { join } from 'node:path';
import {
  type DataDirectory,
  type GraphStores,
  openDataDirectory,
  openNeo4jGraphStore,
  openOwnGraphStores,
} from '@lexhop/graph-store';
import { type JobQueueOptions, JobQueueModule } from '@lexhop/job-queue';
import type { DynamicModule } from '@nestjs/common';
import type { DeploymentShape } from './deployment-shape.js';

/** What a deployment stands on. */
export interface Backends {
  readonly stores: GraphStores;
  /** Provides JobQueue and RateLimiter; it is closed with the queue. */
  readonly queueModule: DynamicModule;
  /** In the embedded shape, where this process owns it. */
  readonly directory?: DataDirectory;
}

/** Opens the graph and the queue of a shape. Rejects with a DataDirectoryBusyError when another process has the directory, with a SettingError when a server does not answer. */
export async function openBackends(shape: DeploymentShape, options: JobQueueOptions): Promise<Backends> {
  return shape.kind === 'embedded' ? openEmbedded(shape.dataDirectory, options) : openServers(shape, options);
}

/** LexHop's own Postgres and the queue's database, each in a folder of its own in the data directory. */
async function openEmbedded(dataDirectory: string, options: JobQueueOptions): Promise<Backends> {
  const directory = await openDataDirectory(dataDirectory);
  const [stores, queueModule] = await Promise.all([
    openOwnGraphStores(directory.path),
    JobQueueModule.embedded({ ...options, directory: join(directory.path, 'queue') }),
  ]);
  return { directory, stores, queueModule };
}

async function openServers(
  { redisUrl, neo4j }: Extract<DeploymentShape, { kind: 'service' }>,
  options: JobQueueOptions,
): Promise<Backends> {
  const stores = await openNeo4jGraphStore({ ...neo4j, logger: options.logger });
  return { stores, queueModule: await JobQueueModule.redis({ ...options, url: redisUrl }) };
}
