import { join } from 'node:path';
import { type DataDirectory, type GraphStores, openDataDirectory, openPGliteGraphStore } from '@lexhop/graph-store';
import { type JobQueueOptions, JobQueueModule } from '@lexhop/job-queue';
import type { DynamicModule } from '@nestjs/common';
import type { DeploymentShape } from './deployment-shape.js';

/** What a deployment stands on. */
export interface Backends {
  readonly stores: GraphStores;
  /** Provides JobQueue and RateLimiter; it is closed with the queue. */
  readonly queueModule: DynamicModule;
  readonly directory: DataDirectory;
}

/** The graph's database and the queue's, each in a folder of its own in the data directory. Rejects with a DataDirectoryBusyError when another process has it. */
export async function openBackends(shape: DeploymentShape, options: JobQueueOptions): Promise<Backends> {
  const directory = await openDataDirectory(shape.dataDirectory);
  const [stores, queueModule] = await Promise.all([
    openPGliteGraphStore({ directory: join(directory.path, 'graph') }),
    JobQueueModule.embedded({ ...options, directory: join(directory.path, 'queue') }),
  ]);
  return { directory, stores, queueModule };
}
