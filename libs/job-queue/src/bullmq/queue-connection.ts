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
import { Redis } from 'ioredis';
import { ServerPool } from '@lexhop/postgres';
import type { RateLimiter } from '@lexhop/rate-limit';
import { asError, SettingError } from '@lexhop/foundation';
import { RedisRateLimiter } from './redis-rate-limiter.js';

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

const connectMilliseconds = 5_000;
const reconnectMilliseconds = 500;

/** Connects to Redis. Throws a SettingError that names REDIS_URL, without its password, when it does not answer within 5 s. */
export async function openRedisConnection(url: string): Promise<QueueConnection> {
  // One retry is over in a second: callers hear that Redis is away instead of waiting for it.
  const producers = await reach(url, 1);
  const workers = await reach(url, null);
  const close = async () => {
    for (const connection of [producers, workers]) connection.disconnect();
  };
  const taken = async () => {};
  return { producers, workers, limiter: new RedisRateLimiter(producers), exclusive: false, taken, close };
}

async function reach(url: string, maxRetriesPerRequest: number | null): Promise<Redis> {
  const connection = new Redis(url, {
    maxRetriesPerRequest,
    lazyConnect: true,
    connectTimeout: connectMilliseconds,
    retryStrategy: () => reconnectMilliseconds,
  });
  const failures: Error[] = [];
  const noteFailure = (error: Error) => void failures.push(error);
  connection.on('error', noteFailure);
  try {
    await connection.connect();
    connection.off('error', noteFailure);
    return connection;
  } catch (thrown) {
    connection.disconnect();
    const reason = failures[0] ?? asError(thrown);
    throw new SettingError('REDIS_URL', withoutPassword(url), `Redis must answer there, but: ${reason.message}`);
  }
}

function withoutPassword(url: string): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}
