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

/** The Redis or the Postgres that BullMQ keeps its jobs in. */
export interface QueueConnection {
  /** For queues and flows: a call fails soon while the server is away. */
  readonly producers: ConnectionOptions;
  /** For workers, which wait until the server is back. */
  readonly workers: ConnectionOptions;
  /** Shares its turns with every process on this Redis or this database. */
  readonly limiter: RateLimiter;
  /** Whether no other process used the queue when it was opened. Then jobs that seem to run are those of a dead process. */
  readonly exclusive: boolean;
  /** Lets other processes open the queue; until then they wait. */
  taken(): Promise<void>;
  close(): Promise<void>;
}

type Options = QueueBaseOptions<ConnectionOptions | PgPool>;

/**
 * Makes BullMQ choose its backend by the connection: Postgres for a pool of ours, Redis for anything else. `@nestjs/bullmq` names no backend for the
 * queues, workers and flows that it makes, so the choice is in BullMQ's default. Both backends can then be used in one process.
 */
export function chooseBackendByConnection(): void {
  const backendOf: BackendFactory<IQueueBackend, ConnectionOptions | PgPool> = (name, options, needs) => {
    if (isOnPostgres(options)) return createPostgresBackend(name, options, needs);
    return createRedisBackend(name, options as QueueBaseOptions, needs);
  };
  setDefaultBackendFactory(backendOf);
}

function isOnPostgres(options: Options): options is QueueBaseOptions<PgPool> {
  return options.connection instanceof ServerPool;
}

const connectMilliseconds = 5_000;
const reconnectMilliseconds = 500;

/** Connects to Redis. Rejects with a SettingError that names REDIS_URL, without its password, if it does not answer within 5 s. */
export async function openRedisConnection(url: string): Promise<QueueConnection> {
  // One retry takes a second. Then callers are told that Redis is away, and do not wait for it.
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
