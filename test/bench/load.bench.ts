import { setTimeout as wait } from 'node:timers/promises';
import { buildToEnd, importSample } from '../support/graphs.js';
import { aFolder, TestServer } from '../support/server.js';
import type { BenchResult } from './bench-result.js';
import { quantile } from './quantile.js';

const graph = 'default';
const queries = [
  '著作權的合理使用',
  '商標註冊後多久可以被廢止？',
  '侵害著作權要賠多少？',
  '電腦程式的備份',
  '商標法第5條',
];
const mostAnswered = 5_000;
const mostTimesMedian = 10;

interface Load {
  /** Milliseconds of each answer, of those that were refused as busy, and whatever else came, by status. */
  readonly answered: readonly number[];
  readonly refused: readonly number[];
  readonly others: readonly string[];
}

/** A built server on the sample graph under many clients: more than it takes at a time, and, for two minutes, fewer beside builds. */
export async function* run(): AsyncGenerator<BenchResult> {
  const folder = await aFolder();
  const server = await TestServer.start(folder.path);
  try {
    await importSample(server, graph);
    await buildToEnd(server, graph);
    await load(server, { clients: 8, seconds: 3 });
    yield resultOf('500 clients, p99 of whatever they were told', await load(server, { clients: 500, seconds: 30 }));
    let isOver = false;
    const building = (async () => {
      let builds = 0;
      for (; !isOver; builds += 1) await buildToEnd(server, graph, { from: 'scratch' });
      return builds;
    })();
    const beside = await load(server, { clients: 50, seconds: 120 });
    isOver = true;
    const target = mostTimesMedian * quantile(beside.answered, 0.5);
    const result = resultOf('50 clients for two minutes beside builds, p99', beside, target);
    yield { ...result, facts: { ...result.facts, 'builds meanwhile': await building } };
  } finally {
    await server.stop();
    await folder.remove();
  }
}

/** Each client asks, waits for the answer, and asks again; one that is told to come back later does. */
async function load(
  server: TestServer,
  { clients, seconds }: { readonly clients: number; readonly seconds: number },
): Promise<Load> {
  const [answered, refused, others]: [number[], number[], string[]] = [[], [], []];
  // 500 connections opened at once would measure this process, which opens them.
  await Promise.all(Array.from({ length: clients }, () => server.request('GET', '/health/live')));
  const until = performance.now() + seconds * 1_000;
  const client = async (_: unknown, place: number) => {
    for (let turn = place; performance.now() < until; turn += 1) {
      const begun = performance.now();
      const query = queries[turn % queries.length];
      const asked = server.request('POST', `/graphs/${graph}/retrieve`, { query });
      const { status, headers } = await asked.catch((thrown: unknown) => ({
        status: String(thrown),
        headers: new Headers(),
      }));
      const milliseconds = performance.now() - begun;
      const later = Number(headers.get('retry-after'));
      if (status === 200) answered.push(milliseconds);
      else if (status !== 503 || later === 0) others.push(String(status));
      else {
        refused.push(milliseconds);
        await wait(later * 1_000);
      }
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return { answered, refused, others };
}

function resultOf(name: string, { answered, refused, others }: Load, target = mostAnswered): BenchResult {
  const facts = {
    answers: answered.length,
    'p50 of answers, ms': quantile(answered, 0.5),
    'p99 of answers, ms': quantile(answered, 0.99),
    'refused with 503 and Retry-After': refused.length,
    errors: others.length,
  };
  return { name, milliseconds: quantile([...answered, ...refused], 0.99), target, facts };
}
