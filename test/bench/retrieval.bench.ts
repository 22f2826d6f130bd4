import { aBuild, aSpace } from '@lexhop/graph-model/testing';
import { InMemoryGraphReader, type QueryVectors, retrievalModes } from '@lexhop/retrieval';
import { makeGraphIndex } from '@lexhop/retrieval/testing';
import { answerTimes, answerTimesWithReading } from './answer-times.js';
import { quantile } from './quantile.js';
import type { BenchResult } from './bench-result.js';
import { type MadeUpBuild, madeUpBuild } from './made-up-build.js';

const queries = 200;
export const build = aBuild({
  graph: 'bench',
  space: aSpace({ provider: 'bench', model: 'random', dimensions: 1_024, preparation: '1' }),
});

/** Answers by each mode without embedding, and making the index: the two shipped statutes' size, and all everyday ones'. */
export async function run(): Promise<readonly BenchResult[]> {
  return [...(await measure(271, 5)), ...(await measure(2_711)), ...(await measure(1_445))];
}

/** @param target median milliseconds of an answer, in every mode. */
async function measure(articles: number, target?: number): Promise<readonly BenchResult[]> {
  const madeUp = madeUpBuild(build, articles);
  const started = performance.now();
  const { index } = await makeGraphIndex(madeUp.contents, build);
  const milliseconds = performance.now() - started;
  const reader = new InMemoryGraphReader(index);
  const answers: BenchResult[] = [];
  for (const mode of retrievalModes) {
    const text = () => madeUp.textOf(40);
    const times = await answerTimes(reader, { mode, queries, warming: 50, text, vectors: vectorsBy(madeUp) });
    answers.push({
      name: `answer by ${mode} from ${articles.toLocaleString('en')} articles, median of ${queries}`,
      milliseconds: quantile(times, 0.5),
      ...(target && { target }),
      facts: { 'p95, ms': quantile(times, 0.95) },
    });
  }
  answers.push(await measureReadings(reader, madeUp));
  const facts = { 'index, MiB': index.bytes / 2 ** 20 };
  return [{ name: `make the index of ${articles.toLocaleString('en')} articles`, milliseconds, facts }, ...answers];
}

function vectorsBy({ vector }: MadeUpBuild): () => QueryVectors {
  return () => ({ query: vector(), question: vector() });
}

/** As much more as a reading may cost, understanding and embedding aside. */
const mostOfPlain = 2;

/** With readings of as many characters as those recorded have: five issues and a passage, to queries of 65 characters. */
async function measureReadings(reader: InMemoryGraphReader, madeUp: MadeUpBuild): Promise<BenchResult> {
  const reading = () => ({
    references: [],
    issues: Array.from({ length: 5 }, () => madeUp.textOf(10)),
    passage: madeUp.textOf(78),
  });
  const text = () => madeUp.textOf(65);
  const asked = { mode: 'hop', queries, warming: 50, text, vectors: vectorsBy(madeUp), reading } as const;
  const { plain, read } = await answerTimesWithReading(reader, asked);
  const [without, withReading] = [quantile(plain, 0.5), quantile(read, 0.5)];
  const facts = { 'without one, ms': without, 'times as long (2 at most)': withReading / without };
  const target = mostOfPlain * without;
  return { name: 'answer by hop with a reading, median', milliseconds: withReading, target, facts };
}
