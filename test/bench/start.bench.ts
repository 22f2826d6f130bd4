import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildToEnd, expectStatus, importSample } from '../support/graphs.js';
import { TestServer } from '../support/server.js';
import type { BenchResult } from './bench-result.js';
import { quantile } from './quantile.js';

const graph = 'default';
const starts = 5;
const mostMilliseconds = 3_000;

interface Start {
  readonly listening: number;
  readonly answered: number;
  /** MiB; of the server, and of the Postgres that it has started. */
  readonly server: number;
  readonly postgres: number;
}

/** A built server on the sample graph, with the mock as its model: from its start until it has answered a question, and the memory held then (on Linux). */
export async function run(): Promise<readonly BenchResult[]> {
  const directory = await mkdtemp(join(tmpdir(), 'lexhop-bench-'));
  await buildSample(directory);
  const measured: Start[] = [];
  for (let start = 0; start < starts; start += 1) measured.push(await startAndAsk(directory));
  await rm(directory, { recursive: true });
  const median = (of: keyof Start) =>
    quantile(
      measured.map((start) => start[of]),
      0.5,
    );
  const facts = {
    'it listens after, ms': median('listening'),
    'memory of the server, MiB': median('server'),
    'memory of its Postgres, MiB': median('postgres'),
  };
  const name = 'a server has answered its first question, from its start';
  return [{ name, milliseconds: median('answered'), target: mostMilliseconds, facts }];
}

async function buildSample(directory: string): Promise<void> {
  const server = await TestServer.start(directory);
  await importSample(server, graph);
  await buildToEnd(server, graph);
  await server.stop();
}

async function startAndAsk(directory: string): Promise<Start> {
  const begun = performance.now();
  const server = await TestServer.start(directory);
  const listening = performance.now() - begun;
  await expectStatus(server.request('POST', `/graphs/${graph}/retrieve`, { query: '著作權的合理使用' }), 200);
  const answered = performance.now() - begun;
  const [postmaster = ''] = (await readFile(join(directory, 'postgres/data/postmaster.pid'), 'utf8')).split('\n');
  const postgres = [postmaster, ...(await childrenOf(postmaster))];
  const memory = { server: await mebibytesOf([String(server.pid)]), postgres: await mebibytesOf(postgres) };
  await server.stop();
  return { listening, answered, ...memory };
}

async function childrenOf(parent: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc').catch(() => [])).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')));
  return pids.filter((_, place) => stats[place]?.split(') ')[1]?.split(' ')[1] === parent);
}

/** What processes hold together; a page that several share is counted once. */
async function mebibytesOf(pids: readonly string[]): Promise<number> {
  const rolls = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')));
  const kibibytes = rolls.map((roll) => Number(/^Pss: +(\d+)/m.exec(roll)?.[1] ?? 0));
  return kibibytes.reduce((sum, each) => sum + each, 0) / 1024;
}
