import { join } from 'node:path';
import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { createEmbeddingChain, EmbeddingChain } from '@lexhop/embedding';
import { Logger, SettingError, SystemClock } from '@lexhop/foundation';
import { BuildWatch, type GraphBuildParts, startBuildWorker } from '@lexhop/graph-build';
import { type DataDirectory, type GraphStores, openDataDirectory, openPGliteGraphStore } from '@lexhop/graph-store';
import { JobQueue, JobQueueModule } from '@lexhop/job-queue';
import { RateLimiter } from '@lexhop/rate-limit';
import { ActiveReaders } from '@lexhop/retrieval';
import { MatrixThread } from '@lexhop/vectors';
import { apiKeysToken } from '../http/api-key.guard.js';
import { parseApiKeys } from '../http/api-keys.js';
import type { ApiSettings } from '../settings.js';
import { draftingOf } from './drafting.js';
import { JsonLogger } from './json-logger.js';
import { dataDirectoryToken, graphStoresToken, partsToken, settingsToken } from './tokens.js';

const pollMilliseconds = 250;
const followMilliseconds = 2_000;
const stopDeadlineMilliseconds = 5_000;

/** The rooms put together: stores, queue, embedding, matching, readers; in embedded mode it also works on builds. */
@Module({})
export class EngineModule implements OnApplicationBootstrap, OnApplicationShutdown {
  #stopWorker: ((deadlineMilliseconds: number) => Promise<void>) | undefined;

  constructor(
    @Inject(partsToken) private readonly parts: GraphBuildParts,
    @Inject(ActiveReaders) private readonly readers: ActiveReaders,
    @Inject(settingsToken) private readonly settings: ApiSettings,
    @Inject(dataDirectoryToken) private readonly directory: DataDirectory,
  ) {}

  /** Takes the data directory and opens both databases in it. Rejects with a DataDirectoryBusyError when it has another owner. */
  static async with(settings: ApiSettings): Promise<DynamicModule> {
    const logger = new JsonLogger();
    assertEmbeddedShape(settings);
    const drafting = draftingOf(settings);
    const directory = await openDataDirectory(settings.store.LEXHOP_DATA_DIR);
    const [stores, queueModule] = await openDatabases(directory.path, settings, logger);
    return {
      module: EngineModule,
      global: true,
      imports: [queueModule],
      providers: [
        { provide: settingsToken, useValue: settings },
        { provide: apiKeysToken, useValue: parseApiKeys(settings.server.LEXHOP_API_KEYS) },
        { provide: Logger, useValue: logger },
        { provide: dataDirectoryToken, useValue: directory },
        { provide: graphStoresToken, useValue: stores },
        { provide: EmbeddingChain, useFactory: embeddingOf(settings, logger), inject: [RateLimiter] },
        { provide: partsToken, useFactory: partsOf(drafting, stores, logger), inject: partsInjected },
        { provide: ActiveReaders, useValue: readersOf(stores, settings, logger) },
        { provide: BuildWatch, useValue: new BuildWatch(stores.builds, pollMilliseconds) },
      ],
      exports: [
        settingsToken,
        apiKeysToken,
        Logger,
        dataDirectoryToken,
        graphStoresToken,
        EmbeddingChain,
        partsToken,
        ActiveReaders,
        BuildWatch,
      ],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    this.readers.start(followMilliseconds);
    this.#stopWorker = await startBuildWorker(this.parts, {
      concurrency: this.settings.queue.LEXHOP_QUEUE_CONCURRENCY,
      sweepMilliseconds: this.settings.build.LEXHOP_SWEEP_SECONDS * 1000,
    });
  }

  /** In the order of the flow: no new work, then no questions, then what they stand on, and last the directory. */
  async onApplicationShutdown(): Promise<void> {
    await this.#stopWorker?.(stopDeadlineMilliseconds);
    this.readers.close();
    await this.parts.queue.close();
    await this.parts.embedding.close();
    await this.parts.matrices.close();
    await this.parts.stores.close();
    await this.directory.close();
  }
}

function embeddingOf({ embedding }: ApiSettings, logger: Logger) {
  return (limiter: RateLimiter): EmbeddingChain => createEmbeddingChain(embedding, logger, limiter);
}

const partsInjected = [JobQueue, RateLimiter, EmbeddingChain];

function partsOf(drafting: ReturnType<typeof draftingOf>, stores: GraphStores, logger: Logger) {
  return (queue: JobQueue, limiter: RateLimiter, embedding: EmbeddingChain): GraphBuildParts => {
    const made = { matrices: new MatrixThread(), clock: new SystemClock() };
    return { stores, queue, embedding, logger, ...made, ...drafting(limiter) };
  };
}

function readersOf({ versions, contents }: GraphStores, { retrieval }: ApiSettings, logger: Logger): ActiveReaders {
  return new ActiveReaders({ versions, contents, logger, memoryMegabytes: retrieval.LEXHOP_RETRIEVAL_MEMORY_MB });
}

/** Jobs on Redis belong to the service shape, whose graph is not embedded: half of it would lose work in silence. */
function assertEmbeddedShape({ queue }: ApiSettings): void {
  if (queue.REDIS_URL === undefined) return;
  throw new SettingError(
    'REDIS_URL',
    '***',
    'jobs on Redis need a graph store on a server too; leave it unset to keep both in LEXHOP_DATA_DIR',
  );
}

/** The graph's database and the queue's, each in a folder of its own in the data directory. */
function openDatabases(path: string, { queue }: ApiSettings, logger: Logger): Promise<[GraphStores, DynamicModule]> {
  return Promise.all([
    openPGliteGraphStore({ directory: join(path, 'graph') }),
    JobQueueModule.embedded({ directory: join(path, 'queue'), logger, lockMilliseconds: queue.LEXHOP_QUEUE_LOCK_MS }),
  ]);
}
