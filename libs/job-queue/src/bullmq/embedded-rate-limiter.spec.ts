import { describeRateLimiter } from '@lexhop/rate-limit/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EmbeddedDatabase } from './embedded-database.js';
import { EmbeddedRateLimiter } from './embedded-rate-limiter.js';

let directory: string;
let database: EmbeddedDatabase;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lexhop-rate-'));
  database = await EmbeddedDatabase.open(directory);
}, 90_000);

afterAll(async () => {
  await database.end();
  await rm(directory, { recursive: true });
});

async function freshLimiter(): Promise<EmbeddedRateLimiter> {
  const limiter = await EmbeddedRateLimiter.on(database);
  await database.query('TRUNCATE public.rate_channel');
  return limiter;
}

describeRateLimiter('EmbeddedRateLimiter', async () => ({ limiter: await freshLimiter(), close: async () => {} }));

describe('EmbeddedRateLimiter', () => {
  it('goes on where it was after the process was started again', async () => {
    const demand = { channel: 'fake/model', limits: { requestsPerMinute: 6 }, requests: 1, tokens: 0 };
    await (await freshLimiter()).reserve(demand, 0);
    const next = await EmbeddedRateLimiter.on(database);
    expect(await next.reserve(demand, 0)).toMatchObject({ granted: false });
  });
});
