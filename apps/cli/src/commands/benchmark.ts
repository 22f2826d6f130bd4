import { join } from 'node:path';
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
import { queryEmbedderOf, type RetrievalMode, type RetrievalPolicy, retrievalPolicy } from '@lexhop/retrieval';
import { MatrixThreads } from '@lexhop/vectors';
import type { CommandContext } from '../connect.js';
import { withFile } from '../files.js';
import { graphOf, tellCounts } from './evaluate.js';
import { chainOf, chooseModel } from './models.js';

export interface BenchmarkOptions {
  readonly benchmark: BenchmarkName;
  /** The folder of its files. */
  readonly data: string;
  /** Folder in which vectors are kept: a second run embeds nothing. */
  readonly keep: string;
  readonly modes: readonly RetrievalMode[];
  /** Without it no model is used. */
  readonly chain?: string;
}

/** Modes that no vector is needed for. */
const byWords: readonly RetrievalMode[] = ['bm25', 'hop'];

/**
 * `lexhop evaluate --benchmark NAME`: recall on a public benchmark beside what others published. Without a model always; with the one of
 * `--chain` too, where it is given.
 */
export async function benchmarkCommand(context: CommandContext, options: BenchmarkOptions): Promise<void> {
  const benchmark = benchmarks[options.benchmark];
  const corpus = await withFile(join(options.data, 'corpus.jsonl'), readCorpus);
  const queries = await withFile(join(options.data, benchmark.queries), readQueries);
  const { reader, counts } = await corpusGraph({ corpus });
  context.output.remark(tellCounts(counts));
  const variants = [...variantsOf(options.modes.filter((mode) => byWords.includes(mode))), ...withoutParts()];
  const reports = [await evaluate({ reader, embedQuery: async () => [], queries, variants })];
  if (options.chain !== undefined) {
    const chain = chainOf(context.environment);
    const search = new MatrixThreads();
    try {
      const vectors = await KeptVectors.open(await chooseModel(context, chain, options.chain), options.keep);
      const graph = await graphOf({ corpus, vectors, search });
      const asked = { reader: graph.reader, embedQuery: queryEmbedderOf(vectors), queries };
      reports.push(await evaluate({ ...asked, variants: variantsOf(options.modes) }));
      await vectors.close();
    } finally {
      await search.close();
      await chain.close();
    }
  }
  context.output.answer({ benchmark: options.benchmark, reports, published: benchmark.published }, [
    benchmarkTable(benchmark, reports),
    ...reports.map(reportTable),
  ]);
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
