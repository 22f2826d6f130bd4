import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { RetrieveAnswer } from '@lexhop/retrieval';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildToEnd, expectStatus, formOf, importSample, statutesFile } from '../support/graphs.js';
import type { TestServer } from '../support/server.js';
import { lacksServers, startApi, TestWorker } from './support/service.js';

const followSeconds = 10;

/** What one API answered, in order: which build, or that it was no answer. */
interface Heard {
  readonly answers: { readonly build: number; readonly at: number }[];
  readonly refusals: string[];
}

/** Asks an API without a pause until called off. */
async function askOn(api: TestServer, graph: string, signal: AbortSignal): Promise<Heard> {
  const heard: Heard = { answers: [], refusals: [] };
  while (!signal.aborted) {
    const { status, body } = await api.request<RetrieveAnswer>('POST', `/graphs/${graph}/retrieve`, {
      query: '商標權',
    });
    if (status === 200 && body.results.length > 0) heard.answers.push({ build: body.build, at: performance.now() });
    else heard.refusals.push(`${status} ${JSON.stringify(body)}`);
  }
  return heard;
}

/** Resolves once an API answers from a build. */
async function untilAnswersFrom(api: TestServer, graph: string, number: number): Promise<void> {
  for (;;) {
    const { body } = await api.request<RetrieveAnswer>('POST', `/graphs/${graph}/retrieve`, { query: '著作權' });
    if (body.build === number) return;
  }
}

/** The builds that answered, one after the other. */
function changes({ answers }: Heard): readonly number[] {
  return answers.map(({ build }) => build).filter((build, place, builds) => build !== builds[place - 1]);
}

describe.skipIf(lacksServers('two APIs in the service shape'))('two APIs under load', () => {
  const graph = `followed-${randomUUID().slice(0, 8)}`;
  let first: TestServer;
  let second: TestServer;
  let worker: TestWorker;

  beforeAll(async () => {
    [first, second, worker] = await Promise.all([startApi(), startApi(), TestWorker.start()]);
    await importSample(first, graph);
    await buildToEnd(first, graph);
  });
  afterAll(async () => {
    await Promise.all([first.stop(), second.stop(), worker.stop()]);
  });

  /** What both answered while the first was told to change the active build, and how long each took to follow, in seconds. */
  async function heardDuring(number: number, change: () => Promise<unknown>) {
    const stop = new AbortController();
    const apis = [first, second];
    const listening = apis.map((api) => askOn(api, graph, stop.signal));
    await change();
    const changedAt = performance.now();
    await Promise.all(apis.map((api) => untilAnswersFrom(api, graph, number)));
    stop.abort();
    const heard = await Promise.all(listening);
    const followedAt = heard.map(({ answers }) => answers.find(({ build }) => build === number)?.at ?? Infinity);
    return {
      refusals: heard.flatMap(({ refusals }) => refusals),
      changes: heard.map(changes),
      seconds: followedAt.map((at) => (at - changedAt) / 1000),
    };
  }

  it(
    'follow a new build within 10 s, without an error, and name the build in every answer',
    { timeout: 300_000 },
    async () => {
      const text = readFileSync(statutesFile, 'utf8').replace('本法用詞，定義如下', '本法用詞之定義如下');
      await expectStatus(
        first.request('POST', `/graphs/${graph}/statutes`, await formOf({ name: 'a.json', text })),
        200,
      );
      const heard = await heardDuring(2, () => buildToEnd(first, graph));
      expect(heard).toMatchObject({
        refusals: [],
        changes: [
          [1, 2],
          [1, 2],
        ],
      });
      expect(Math.max(...heard.seconds)).toBeLessThan(followSeconds);
    },
  );

  it('follow a roll-back just so', { timeout: 300_000 }, async () => {
    const heard = await heardDuring(1, () => {
      return expectStatus(first.request('POST', `/graphs/${graph}/builds/1/activate`), 200);
    });
    expect(heard).toMatchObject({
      refusals: [],
      changes: [
        [2, 1],
        [2, 1],
      ],
    });
    expect(Math.max(...heard.seconds)).toBeLessThan(followSeconds);
  });

  it('and their worker say how they are', async () => {
    const dependencies = [
      { name: 'graph-store', ready: true },
      { name: 'neo4j', ready: true },
      { name: 'redis', ready: true },
    ];
    expect((await first.request('GET', '/health/ready')).body).toMatchObject({ ready: true, dependencies });
    const ready = await fetch(`${worker.url}/health/ready`);
    expect(await ready.json()).toMatchObject({ ready: true, dependencies });
    const metrics = await (await fetch(`${worker.url}/metrics`)).text();
    expect(metrics).toMatch(/^lexhop_job_seconds_count\{step="embed",kind="run-batch",outcome="done"\} [1-9]/m);
    const board = (await (await fetch(`${second.url}/admin/queues/api/queues`)).json()) as { queues: object[] };
    expect(board.queues).toMatchObject([
      { name: 'lexhop-steps', hasWorkers: true },
      { name: 'lexhop-batches', hasWorkers: true },
    ]);
  });
});
