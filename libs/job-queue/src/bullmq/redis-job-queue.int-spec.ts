import { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { aStep, batches, JobLog, queueOf, quiet } from '../testing/queue-scene.js';
import { describeJobQueue } from '../testing/job-queue.contract.js';
import { JobQueueModule } from './job-queue.module.js';
import { openRedisConnection } from './queue-connection.js';

const url = process.env['REDIS_URL'] ?? '';
if (!url) console.warn('Skipped: the job queue on Redis, since REDIS_URL is not set.');

async function forget(prefix: string): Promise<void> {
  const redis = new Redis(url);
  const keys = await redis.keys(`bull:${prefix}*`);
  if (keys.length > 0) await redis.unlink(...keys);
  redis.disconnect();
}

describe.skipIf(!url)('with a Redis server', () => {
  describeJobQueue('BullMQ on Redis', async (retry) => {
    const prefix = `test-${randomUUID()}`;
    const another = async () => queueOf(await JobQueueModule.redis({ ...quiet, url, prefix, retry }));
    return { queue: await another(), another, close: () => forget(prefix) };
  });

  it('gives the jobs of a worker that fell silent to another one', async () => {
    const options = { ...quiet, prefix: `test-${randomUUID()}`, lockMilliseconds: 200 };
    const connection = await openRedisConnection(url);
    const silent = await queueOf(JobQueueModule.on(connection, options));
    const cut = new JobLog(() => new Promise(() => undefined));
    await silent.work(cut, { concurrency: 1 });
    await silent.enqueueStep(aStep(), batches('a'));
    await cut.begun('a');
    await connection.close();

    const log = new JobLog();
    const other = await queueOf(await JobQueueModule.redis({ ...options, url }));
    await other.work(log, { concurrency: 1 });
    await log.begun('finish embed 1');
    expect(log.names).toEqual(['a', 'finish embed 1']);
    await other.close();
    await forget(options.prefix);
  });
});

describe('JobQueueModule.redis', () => {
  it('names the setting, without the password, when no Redis answers', async () => {
    const opening = openRedisConnection('redis://user:password@127.0.0.1:1');
    await expect(opening).rejects.toThrow('REDIS_URL is "redis://127.0.0.1:1": Redis must answer there, but: ');
    await expect(opening).rejects.not.toThrow('password');
  });
});
