import { join } from 'node:path';
import { createEmbeddingChain } from '@lexhop/embedding';
import {
  type BenchmarkName,
  benchmarks,
  benchmarkTable,
  corpusGraph,
  type EvaluationVariant,
  evaluate,
  KeptVectors,
  readCorpus,
  readQueries,
  reportTable,
} from '@lexhop/evaluation';
import { SilentLogger } from '@lexhop/foundation';
import { queryEmbedderOf, type RetrievalMode, type RetrievalPolicy, retrievalPolicy } from '@lexhop/retrieval';
import { MatrixThreads } from '@lexhop/vectors';
import { graphOf, tellCounts, withFile } from './evaluate.js';
import { chooseModel, type LocalContext } from './models.js';

export interface BenchmarkOptions {
  readonly benchmark: BenchmarkName;
  /** The folder of its files. */
  readonly data: string;
  /** Folder in which vectors are kept: a second run embeds nothing. */
  readonly keep: string;
  readonly modes: readonly RetrievalMode[];
  /** Without it no model is used. */
  readonly chain?: string;
  readonly json?: boolean;
}

/** Modes that no vector is needed for. */
const byWords: readonly RetrievalMode[] = ['bm25', 'hop'];

/**
 * `lexhop evaluate --benchmark NAME`: recall on a public benchmark beside what others published. Without a model always; with the one of
 * `--chain` too, where it is given.
 */
export async function benchmarkCommand({ embedding, output }: LocalContext, options: BenchmarkOptions): Promise<void> {
  const benchmark = benchmarks[options.benchmark];
  const corpus = await withFile(join(options.data, 'corpus.jsonl'), readCorpus);
  const queries = await withFile(join(options.data, benchmark.queries), readQueries);
  const { reader, counts } = await corpusGraph({ corpus });
  output.remark(tellCounts(counts));
  const variants = [...variantsOf(options.modes.filter((mode) => byWords.includes(mode))), ...withoutParts()];
  const reports = [await evaluate({ reader, embedQuery: async () => [], queries, variants })];
  if (options.chain !== undefined) {
    const chain = createEmbeddingChain(embedding, new SilentLogger());
    const search = new MatrixThreads();
    try {
      const vectors = await KeptVectors.open(await chooseModel(chain, output, options.chain), options.keep);
      const graph = await graphOf({ corpus, vectors, search });
      const asked = { reader: graph.reader, embedQuery: queryEmbedderOf(vectors), queries };
      reports.push(await evaluate({ ...asked, variants: variantsOf(options.modes) }));
      await vectors.close();
    } finally {
      await search.close();
      await chain.close();
    }
  }
  if (options.json) return output.json({ benchmark: options.benchmark, reports, published: benchmark.published });
  output.line([benchmarkTable(benchmark, reports), ...reports.map(reportTable)].join('\n'));
}

/** Mode `hop` without what it owes to names and to edges. */
function withoutParts(): readonly EvaluationVariant[] {
  const { named, hop } = retrievalPolicy;
  const variant = (name: string, part: Partial<RetrievalPolicy>): EvaluationVariant => {
    return { name: `hop, ${name}`, mode: 'hop', policy: { ...retrievalPolicy, ...part } };
  };
  return [
    variant('no hop from other seeds', { hop: { ...hop, share: 0 } }),
    variant('what named passages cite not next', { named: { ...named, cited: 0 } }),
    variant('names not first', { named: { ...named, score: 0, cited: 0 } }),
  ];
}

function variantsOf(modes: readonly RetrievalMode[]) {
  return modes.map((mode) => ({ name: mode, mode }));
}
