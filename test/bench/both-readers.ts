import { performance } from 'node:perf_hooks';
import type { Build, GraphReader } from '@lexhop/graph-model';
import { InMemoryGraphReader, loadGraphIndex, type RetrievalMode } from '@lexhop/retrieval';
import { answerTimes } from './answer-times.js';
import type { OpenedStore } from './opened-store.js';
import { quantile } from './quantile.js';
import type { BenchResult } from './bench-result.js';
import { madeUpVectors } from './made-up-graph.js';

const queries = 100;
const warming = 20;
const modes: readonly RetrievalMode[] = ['bm25', 'dense', 'hop'];

/** Loading a build's index from its store, then answers from it and, where it is published, from there. */
export async function measureReaders(
  { stores, published }: OpenedStore,
  build: Build,
): Promise<readonly BenchResult[]> {
  const start = performance.now();
  const { index } = await loadGraphIndex(stores, build);
  const milliseconds = performance.now() - start;
  const loaded = { name: 'load the index in memory', milliseconds, facts: { 'index, MiB': index.bytes / 2 ** 20 } };
  const results: BenchResult[] = [loaded, ...(await measure(new InMemoryGraphReader(index), 'memory'))];
  const reader = await published?.readerOf(build);
  return reader ? [...results, ...(await measure(reader, 'Neo4j'))] : results;
}

async function measure(reader: GraphReader, from: string): Promise<readonly BenchResult[]> {
  const results: BenchResult[] = [];
  for (const mode of modes) {
    let asked = 0;
    const times = await answerTimes(reader, {
      mode,
      queries,
      warming,
      text: () => `第${(asked += 7) % 100}條規定主管機關應於幾日內通知當事人？`,
      vectors: () => {
        const vector = madeUpVectors(1, reader.build.space?.dimensions ?? 0, asked * 31);
        return { query: vector, question: vector };
      },
    });
    const facts = { 'p95, ms': quantile(times, 0.95) };
    results.push({
      name: `answer by ${mode} from ${from}, median of ${queries}`,
      milliseconds: quantile(times, 0.5),
      facts,
    });
  }
  return results;
}
