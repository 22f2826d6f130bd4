import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Build } from '@lexhop/graph-model';
import { Agent, request } from 'undici';
import { buildToEnd, expectStatus, importSample, untilEnded } from '../support/graphs.js';
import { TestServer } from '../support/server.js';
import type { BenchResult } from './bench-result.js';
import { quantile } from './quantile.js';

const graph = 'default';
const crowd = 500;
const crowdSeconds = 20;
const mostMilliseconds = 5_000;
const duringBuild = 50;
const queries = ['著作權的合理使用', '商標可以讓與嗎', '違反時有何罰則', '第五十二條'];

/** What clients of a load have seen: the time of each answer and of each refusal, in milliseconds. */
interface Seen {
  readonly answered: number[];
  readonly refused: number[];
}

/** A built server on the sample graph, with the mock as its model: 500 clients that ask without a pause, and 50 while it builds. */
export async function run(): Promise<readonly BenchResult[]> {
  const directory = await mkdtemp(join(tmpdir(), 'lexhop-bench-'));
  const server = await TestServer.start(directory);
  try {
    await importSample(server, graph);
    await buildToEnd(server, graph);
    const alone = await load(server, 1, async () => wait(2_000));
    const many = await load(server, crowd, async () => wait(crowdSeconds * 1_000));
    const building = await load(server, duringBuild, () => builds(server));
    return [
      resultOf(`${crowd} clients for ${crowdSeconds} s: an answer, p99`, many, mostMilliseconds),
      resultOf(`${duringBuild} clients during four builds: an answer, p99`, building, mostMilliseconds),
      resultOf('one client: an answer, p99', alone),
    ];
  } finally {
    await server.stop();
    await rm(directory, { recursive: true });
  }
}

/** Has so many clients ask, each one question after the other, while something lasts; one that is refused waits as long as it is told. */
async function load(server: TestServer, clients: number, lasting: () => Promise<unknown>): Promise<Seen> {
  const agent = new Agent({ connections: clients, headersTimeout: 0, bodyTimeout: 0 });
  const seen: Seen = { answered: [], refused: [] };
  let isOver = false;
  const client = async (place: number) => {
    for (let turn = place; !isOver; turn += 1) await ask(server, agent, queries[turn % queries.length] ?? '', seen);
  };
  const asking = Array.from({ length: clients }, (_, place) => client(place));
  await lasting();
  isOver = true;
  await Promise.all(asking);
  await agent.close();
  return seen;
}

async function ask({ url }: TestServer, dispatcher: Agent, query: string, { answered, refused }: Seen): Promise<void> {
  const begun = performance.now();
  const { statusCode, headers, body } = await request(`${url}/api/v1/graphs/${graph}/retrieve`, {
    dispatcher,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  await body.dump();
  (statusCode === 200 ? answered : refused).push(performance.now() - begun);
  if (statusCode !== 200 && statusCode !== 503) throw new Error(`A question got ${statusCode}.`);
  if (statusCode === 503) await wait(Number(headers['retry-after']) * 1_000);
}

async function builds(server: TestServer): Promise<void> {
  for (let time = 0; time < 4; time += 1) {
    const begun = server.request<Build>('POST', `/graphs/${graph}/builds`, { from: 'scratch' });
    await untilEnded(server, graph, (await expectStatus(begun, 202)).number);
  }
}

function resultOf(name: string, { answered, refused }: Seen, target?: number): BenchResult {
  return {
    name,
    milliseconds: quantile(answered, 0.99),
    ...(target === undefined ? {} : { target }),
    facts: {
      answers: answered.length,
      'p50, ms': quantile(answered, 0.5),
      'the slowest, ms': quantile(answered, 1 - 1 / Math.max(1, answered.length)),
      'told to ask again (503)': refused.length,
      'p99 of that, ms': quantile(refused, 0.99),
    },
  };
}
