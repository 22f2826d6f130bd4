import { ServerPool } from '@lexhop/postgres';
import type { RateLimiter } from '@lexhop/rate-limit';
import {
  type BackendFactory,
  type ConnectionOptions,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type PgPool,
  type QueueBaseOptions,
  setDefaultBackendFactory,
} from 'bullmq';

/** What BullMQ stands on: Redis or Postgres. */
export interface QueueConnection {
  /** For queues and flows: a call fails soon when the other side is away. */
  readonly producers: ConnectionOptions;
  /** For workers: they wait until it is back. */
  readonly workers: ConnectionOptions;
  /** For all who know this Redis or this database. */
  readonly limiter: RateLimiter;
  /**
   * Whether no other process had it as it was opened: then jobs that seem to run are those of a dead one. No other process can open it until
   * `taken` is called.
   */
  readonly exclusive: boolean;
  taken(): Promise<void>;
  close(): Promise<void>;
}

type Options = QueueBaseOptions<ConnectionOptions | PgPool>;

/**
 * Has BullMQ choose its backend by the connection: Postgres on a pool of ours, Redis on anything else.
 *
 * `@nestjs/bullmq` makes queues, workers and flows without naming a backend, and its own classes are statics of the process;
 * so the choice is made per instance, in BullMQ's default, and both can live in one process.
 */
export function chooseBackendByConnection(): void {
  setDefaultBackendFactory(backendOf);
}

const backendOf: BackendFactory<IQueueBackend, ConnectionOptions | PgPool> = (name, options, needs) => {
  if (isOnPostgres(options)) return createPostgresBackend(name, options, needs);
  return createRedisBackend(name, options as QueueBaseOptions, needs);
};

function isOnPostgres(options: Options): options is QueueBaseOptions<PgPool> {
  return options.connection instanceof ServerPool;
}
