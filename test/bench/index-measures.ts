import { EventLoopWatch } from '@lexhop/foundation/testing';
import type { Build, GraphReader } from '@lexhop/graph-model';
import type { IndexFolder } from '@lexhop/retrieval';
import { type AskedQueries, answerTimes } from './answer-times.js';
import type { BenchResult } from './bench-result.js';
import { withMemoryHeld } from './memory-held.js';
import { quantile } from './quantile.js';

/** An index by way of its folder: made of the contents, and written; or read, where its file is there. */
export async function measureLoad(
  name: string,
  folder: IndexFolder,
  build: Build,
): Promise<{ readonly index: Awaited<ReturnType<IndexFolder['load']>>; readonly result: BenchResult }> {
  const watch = new EventLoopWatch();
  const started = performance.now();
  const before = process.cpuUsage();
  const { result: index, mebibytes } = await withMemoryHeld(() => folder.load(build));
  const milliseconds = performance.now() - started;
  const { user, system } = process.cpuUsage(before);
  const facts = {
    'index, MiB': index.bytes / 2 ** 20,
    'processor, ms': (user + system) / 1000,
    'event loop held at most, ms': watch.stop(),
    'memory held, MiB': mebibytes,
  };
  return { index, result: { name, milliseconds, facts } };
}

/** Answers in one mode, without embedding. */
export async function measureAnswers(reader: GraphReader, asked: AskedQueries): Promise<BenchResult> {
  const before = process.cpuUsage();
  const times = await answerTimes(reader, asked);
  const { user, system } = process.cpuUsage(before);
  const processor = (user + system) / 1000 / (asked.queries + asked.warming);
  const facts = { 'p99, ms': quantile(times, 0.99), 'processor an answer, ms': processor };
  return { name: `answer by ${asked.mode}, median of ${asked.queries}`, milliseconds: quantile(times, 0.5), facts };
}
