import { join } from 'node:path';
import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { KeyRing, parseApiKeys } from '@lexhop/access';
import { createEmbeddingChain, EmbeddingChain } from '@lexhop/embedding';
import { Logger, SystemClock } from '@lexhop/foundation';
import { BuildWatch, type BuildWorkerOptions, type GraphBuildParts, startBuildWorker } from '@lexhop/graph-build';
import type { GraphStores } from '@lexhop/graph-store';
import { JobQueue } from '@lexhop/job-queue';
import { chooseLanguageModel, type LanguageModel } from '@lexhop/language-model';
import { RateLimiter } from '@lexhop/rate-limit';
import type { OpeningServer } from '@lexhop/postgres';
import { ActiveReaders, IndexFolder, loadGraphIndex } from '@lexhop/retrieval';
import { MatrixThreads } from '@lexhop/vectors';
import { receiverOf, startDelivering } from '@lexhop/webhooks';
import { type Backends, deploymentOf, openBackends } from './backends.js';
import { queryPartsOf } from './query-parts-of.js';
import type { EngineSettings } from './engine-settings.js';
import { ObservationModule } from './observation/observation.module.js';
import { backendsToken, partsToken, graphStoresToken, queryPartsToken } from './tokens.js';

const pollMilliseconds = 250;
const followMilliseconds = 2_000;
const stopDeadlineMilliseconds = 5_000;
const lastDeliveriesMilliseconds = 3_000;
const workToken = Symbol('work');

/** How an app uses the engine. */
interface EngineOptions {
  readonly settings: EngineSettings & { readonly server: { readonly LEXHOP_API_KEYS?: string | undefined } };
  readonly logger: Logger;
  /** What this process is called in traces. */
  readonly service: string;
  /** Whether this process works on builds, beside whatever else it does. */
  readonly worksOnBuilds: boolean;
  /** Whether this process answers queries: then it loads indexes as builds are made active. */
  readonly answersQueries: boolean;
  /** The own Postgres, where it is being started already. */
  readonly ahead?: OpeningServer | undefined;
}

/** The work that this process does beside answering requests. */
interface OwnWork {
  readonly onBuilds: BuildWorkerOptions | undefined;
  /** Who is told that builds ended, by a process that works on them. */
  readonly receiver: ReturnType<typeof receiverOf>;
}

const partsExported = [partsToken, ActiveReaders, queryPartsToken, BuildWatch];

/** Puts the rooms together: stores, queue, embedding, matching and readers; and a worker on builds, where the app asks for one. */
@Module({})
export class EngineModule implements OnApplicationBootstrap, BeforeApplicationShutdown, OnApplicationShutdown {
  #stopWorker: ((deadlineMilliseconds: number) => Promise<void>) | undefined;
  #stopDelivering: ((deadlineMilliseconds: number) => Promise<void>) | undefined;

  constructor(
    @Inject(partsToken) private readonly parts: GraphBuildParts,
    @Inject(ActiveReaders) private readonly readers: ActiveReaders,
    @Inject(backendsToken) private readonly backends: Backends,
    @Inject(workToken) private readonly work: OwnWork,
  ) {}

  /** Opens everything that the settings ask for. Rejects with a SettingError for settings that don't go together, and as openBackends does. */
  static async with({ settings, logger, service, ahead, ...does }: EngineOptions): Promise<DynamicModule> {
    const deployment = deploymentOf(settings);
    const receiver = receiverOf(settings.webhooks);
    // Builds and queries share one, so that what its server can't do is found out once.
    const languageModel = chooseLanguageModel(settings.languageModel);
    const backends = await openBackends(deployment, {
      logger,
      service,
      ahead,
      lockMilliseconds: settings.queue.LEXHOP_QUEUE_LOCK_MS,
      tellsEnds: receiver !== undefined,
    });
    const { stores, queueModule } = backends;
    const readers = readersOf(backends, settings, logger);
    // Before the app is made: what is kept is read meanwhile.
    if (does.answersQueries) readers.start(followMilliseconds);
    const parts = partsOf(settings, languageModel, backends, logger);
    const queryParts = queryPartsOf(settings, stores, languageModel);
    const observation = await ObservationModule.with(settings.observation, service);
    return {
      module: EngineModule,
      global: true,
      imports: [queueModule, observation],
      providers: [
        { provide: Logger, useValue: logger },
        { provide: backendsToken, useValue: backends },
        { provide: workToken, useValue: ownWorkOf(settings, does.worksOnBuilds, receiver) },
        { provide: graphStoresToken, useValue: stores },
        { provide: KeyRing, useValue: keyRingOf(settings.server.LEXHOP_API_KEYS, stores, logger) },
        { provide: EmbeddingChain, useFactory: embeddingOf(settings, logger), inject: [RateLimiter] },
        { provide: partsToken, useFactory: parts, inject: partsInjected },
        { provide: ActiveReaders, useValue: readers },
        { provide: queryPartsToken, useFactory: queryParts, inject: [RateLimiter, EmbeddingChain] },
        { provide: BuildWatch, useValue: new BuildWatch(stores.builds, pollMilliseconds) },
      ],
      exports: [observation, Logger, backendsToken, graphStoresToken, KeyRing, EmbeddingChain, ...partsExported],
    };
  }

  async onApplicationBootstrap(): Promise<void> {
    const { onBuilds, receiver } = this.work;
    if (!onBuilds) return;
    this.#stopWorker = await startBuildWorker(this.parts, onBuilds);
    const { stores, clock, logger } = this.parts;
    if (receiver) this.#stopDelivering = startDelivering({ deliveries: stores.deliveries, receiver, clock, logger });
  }

  /** Takes no new work; running jobs end, or go back to the queue. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.#stopWorker?.(stopDeadlineMilliseconds);
    await this.#stopDelivering?.(lastDeliveriesMilliseconds);
  }

  /** Closes first what answers queries, then what that needs, and the database last. */
  async onApplicationShutdown(): Promise<void> {
    this.readers.close();
    await this.parts.queue.close();
    await this.parts.embedding.close();
    await this.parts.matrices.close();
    await this.backends.published?.close();
    await this.parts.stores.close();
    await this.backends.server.close();
  }
}

function keyRingOf(ofEnvironment: string | undefined, { access }: GraphStores, logger: Logger): KeyRing {
  return new KeyRing({ ofEnvironment: parseApiKeys(ofEnvironment), books: access, clock: new SystemClock(), logger });
}

function ownWorkOf({ queue, build }: EngineSettings, worksOnBuilds: boolean, receiver: OwnWork['receiver']): OwnWork {
  const sweepMilliseconds = build.LEXHOP_SWEEP_SECONDS * 1000;
  const onBuilds = worksOnBuilds ? { concurrency: queue.LEXHOP_QUEUE_CONCURRENCY, sweepMilliseconds } : undefined;
  return { onBuilds, receiver };
}

function embeddingOf({ embedding }: EngineSettings, logger: Logger) {
  return (limiter: RateLimiter): EmbeddingChain => createEmbeddingChain(embedding, logger, limiter);
}

const partsInjected = [JobQueue, RateLimiter, EmbeddingChain];

/** What builds are made with, once there are queue, limiter and chain; without drafting where there is no language model. */
function partsOf(
  { languageModel: settings, queue: { LEXHOP_QUEUE_CONCURRENCY: workers } }: EngineSettings,
  model: LanguageModel | undefined,
  { stores, published }: Backends,
  logger: Logger,
) {
  return (queue: JobQueue, limiter: RateLimiter, embedding: EmbeddingChain): GraphBuildParts => {
    const made = { matrices: new MatrixThreads(), clock: new SystemClock() };
    const drafting = model && { model, settings, limiter, workers };
    return { stores, published, queue, embedding, logger, ...made, ...(drafting && { drafting }) };
  };
}

/** Indexes are kept in the data directory, wherever the books are. */
function readersOf(
  { stores, published }: Backends,
  { retrieval, store }: EngineSettings,
  logger: Logger,
): ActiveReaders {
  const memoryMegabytes = retrieval.LEXHOP_RETRIEVAL_MEMORY_MB;
  const indexes = new IndexFolder(join(store.LEXHOP_DATA_DIR, 'indexes'), logger, (build, place) =>
    loadGraphIndex(stores, build, place),
  );
  return new ActiveReaders({
    versions: stores.versions,
    logger,
    memoryMegabytes,
    load: indexes.load.bind(indexes),
    isKept: indexes.has.bind(indexes),
    storeReaderOf: published?.vectors ? published.readerOf.bind(published) : undefined,
  });
}
