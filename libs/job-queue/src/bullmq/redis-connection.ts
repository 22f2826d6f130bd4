import { asError, SettingError } from '@lexhop/foundation';
import { Redis } from 'ioredis';
import type { QueueConnection } from './queue-connection.js';
import { RedisRateLimiter } from './redis-rate-limiter.js';

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
