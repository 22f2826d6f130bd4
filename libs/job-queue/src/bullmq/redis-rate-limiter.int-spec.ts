import { describeRateLimiter } from '@lexhop/rate-limit/testing';
import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { RedisRateLimiter } from './redis-rate-limiter.js';

const url = process.env['REDIS_URL'] ?? '';
if (!url) console.warn('Skipped: the rate limiter on Redis, since REDIS_URL is not set.');

const aPrefix = () => `test-${randomUUID()}`;

async function forget(redis: Redis, prefix: string): Promise<void> {
  const keys = await redis.keys(`${prefix}:rate:*`);
  if (keys.length > 0) await redis.unlink(...keys);
  redis.disconnect();
}

describe.skipIf(!url)('with a Redis server', () => {
  describeRateLimiter('RedisRateLimiter', async () => {
    const redis = new Redis(url);
    const prefix = aPrefix();
    return { limiter: new RedisRateLimiter(redis, prefix), close: () => forget(redis, prefix) };
  });

  it('gives every turn once, however many processes ask together', async () => {
    const connections = [new Redis(url), new Redis(url), new Redis(url)] as const;
    const prefix = aPrefix();
    const limiters = connections.map((redis) => new RedisRateLimiter(redis, prefix));
    const demand = { channel: 'fake/model', limits: { requestsPerMinute: 600 }, requests: 1, tokens: 0 };
    const asking = limiters.flatMap((limiter) => Array.from({ length: 20 }, () => limiter.reserve(demand, 3_600_000)));
    const waits = (await Promise.all(asking)).map(({ waitMilliseconds }) => waitMilliseconds).sort((a, b) => a - b);
    const apart = 60_000 / 600 / 0.99;
    // The last of 60 turns begins 59 spaces after the first, less what the asking itself took.
    expect(waits.at(-1)).toBeGreaterThan(59 * apart - 2000);
    expect(waits.at(-1)).toBeLessThanOrEqual(59 * apart + 1);
    await Promise.all(connections.slice(1).map(async (redis) => redis.disconnect()));
    await forget(connections[0], prefix);
  });
});
