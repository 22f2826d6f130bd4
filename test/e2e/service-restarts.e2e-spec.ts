import { randomUUID } from 'node:crypto';
import type { Build } from '@lexhop/graph-model';
import { Redis } from 'ioredis';
import { afterEach, describe, expect, it } from 'vitest';
import { DraftingProvider } from './support/drafting-provider.js';
import { expectStatus, importSample } from '../support/graphs.js';
import type { TestServer } from '../support/server.js';
import { control, lacksServers, startApi, TestWorker, untilEndedThroughAll } from './support/service.js';

const requestsPerMinute = 3000;
const latencyMilliseconds = 200;
const liveArticles = 250;
const cleanUps: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** A build in the middle of its drafting, which takes a while: an API, two workers, and whom they ask. */
interface Stand {
  readonly api: TestServer;
  readonly workers: readonly TestWorker[];
  readonly provider: DraftingProvider;
  readonly graph: string;
  readonly build: Build;
}

async function aBuildThatDrafts(): Promise<Stand> {
  const provider = await DraftingProvider.start(requestsPerMinute, latencyMilliseconds);
  cleanUps.push(() => provider.close());
  const settings = {
    LEXHOP_LLM_PROVIDER: 'openai-compatible',
    // What another test's model answered is stored, and would not be asked for again.
    LEXHOP_LLM_MODEL: `simulated-${randomUUID().slice(0, 8)}`,
    OPENAI_BASE_URL: provider.baseUrl,
    LEXHOP_LLM_REQUESTS_PER_MINUTE: String(requestsPerMinute),
    LEXHOP_LLM_TIMEOUT_S: '3',
    LEXHOP_QUEUE_CONCURRENCY: '4',
  };
  const api = await startApi(settings);
  cleanUps.push(() => api.stop());
  const workers = await Promise.all([TestWorker.start(settings), TestWorker.start(settings)]);
  for (const worker of workers) cleanUps.push(() => worker.stop());
  const graph = `restarted-${randomUUID().slice(0, 8)}`;
  await importSample(api, graph, { bank: false });
  const build = await expectStatus(api.request<Build>('POST', `/graphs/${graph}/builds`, {}), 202);
  await provider.reached(50);
  return { api, workers, provider, graph, build };
}

const whole = {
  state: 'active',
  counts: { nodes: { article: liveArticles }, questions: { incoming: 500, outgoing: 1000 }, undrafted: 0 },
  failures: [],
};

/** The build as it ended. */
function ended({ api, graph, build }: Stand): Promise<Build> {
  return untilEndedThroughAll(api, graph, build.number);
}

describe.skipIf(lacksServers('servers restarted in the service shape'))('a build whose servers come and go', () => {
  it('goes on after Redis was killed and started again', { timeout: 300_000 }, async () => {
    const stand = await aBuildThatDrafts();
    await control('redis', 'restart');
    expect(await ended(stand)).toMatchObject(whole);
  });

  it('goes on after Neo4j was killed and started again', { timeout: 300_000 }, async () => {
    const stand = await aBuildThatDrafts();
    await control('neo4j', 'restart');
    expect(await ended(stand)).toMatchObject(whole);
  });

  it('is put back on the queue when everything in Redis was lost', { timeout: 300_000 }, async () => {
    const stand = await aBuildThatDrafts();
    const redis = new Redis(process.env['REDIS_URL'] ?? '');
    await redis.flushall();
    redis.disconnect();
    expect(await ended(stand)).toMatchObject(whole);
  });

  it('loses nothing when a worker is told to stop while Redis is away, and it ends', { timeout: 300_000 }, async () => {
    const stand = await aBuildThatDrafts();
    await control('redis', 'kill');
    try {
      await stand.workers[0]?.stop();
    } finally {
      await control('redis', 'start');
    }
    expect(await ended(stand)).toMatchObject(whole);
  });

  it(
    'loses nothing when a worker is told to stop, which it does within its deadline',
    { timeout: 300_000 },
    async () => {
      const stand = await aBuildThatDrafts();
      const [leaving] = stand.workers;
      const toldAt = performance.now();
      await leaving?.stop();
      // 5 s for what runs, and 7 s for closing: then it would have ended by force.
      expect(performance.now() - toldAt).toBeLessThan(12_000);
      expect(await ended(stand)).toMatchObject(whole);
      const asked = stand.provider.seen.filter(({ fault }) => fault === undefined).flatMap(({ articles }) => articles);
      expect(new Set(asked).size).toBe(liveArticles);
    },
  );
});
