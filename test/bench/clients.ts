import { setTimeout as wait } from 'node:timers/promises';
import type { TestServer } from '../support/server.js';
import type { BenchResult } from './bench-result.js';
import { quantile } from './quantile.js';

const queries = [
  '著作權的合理使用',
  '商標註冊後多久可以被廢止？',
  '侵害著作權要賠多少？',
  '電腦程式的備份',
  '商標法第5條',
];
const mostAnswered = 5_000;

interface Load {
  /** Milliseconds of each answer, of those that were refused as busy, and whatever else came, by status. */
  readonly answered: readonly number[];
  readonly refused: readonly number[];
  readonly others: readonly string[];
}

/** Each client asks, waits for the answer, and asks again; one that is told to come back later does. */
export async function askedByClients(
  server: TestServer,
  graph: string,
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

/** What fewer clients were told while the server builds: the p99 may be ten times the median. */
export function besideBuilds(load: Load, more: Readonly<Record<string, number>>): BenchResult {
  const target = 10 * quantile(load.answered, 0.5);
  const { facts, ...result } = loadResult('50 clients for two minutes beside builds, p99', load, target);
  return { ...result, facts: { ...facts, ...more } };
}

/** The p99 of whatever the clients were told, against a target. */
export function loadResult(name: string, { answered, refused, others }: Load, target = mostAnswered): BenchResult {
  const facts = {
    answers: answered.length,
    'p50 of answers, ms': quantile(answered, 0.5),
    'p99 of answers, ms': quantile(answered, 0.99),
    'refused with 503 and Retry-After': refused.length,
    errors: others.length,
  };
  return { name, milliseconds: quantile([...answered, ...refused], 0.99), target, facts };
}
