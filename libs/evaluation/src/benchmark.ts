import type { EvaluationReport } from './evaluate.js';

/** A figure, and where it comes from. */
interface PublishedFigure {
  readonly system: string;
  /** From 0 to 1. */
  readonly recallAt5: number;
  readonly source: string;
}

/** A public set of questions whose answers are known: a folder with `corpus.jsonl` and a file of queries. */
export interface Benchmark {
  readonly title: string;
  readonly queries: string;
  readonly published: readonly PublishedFigure[];
}

/** The benchmarks known, by the name that they are asked for by. */
export const benchmarks = {
  '2wiki': {
    title: '2WikiMultiHopQA, as the HippoRAG papers use it: 6,119 passages; figures of others are on 1,000 questions',
    queries: 'queries.dev.jsonl',
    published: [
      { system: 'BM25', recallAt5: 0.653, source: 'HippoRAG 2, arXiv 2502.14802' },
      { system: 'HippoRAG 2', recallAt5: 0.904, source: 'arXiv 2502.14802' },
      { system: 'PropRAG', recallAt5: 0.941, source: 'as BridgeRAG reports it' },
      { system: 'BridgeRAG', recallAt5: 0.953, source: 'arXiv 2604.03384' },
    ],
  },
} as const satisfies Record<string, Benchmark>;

export type BenchmarkName = keyof typeof benchmarks;

/** Every variant's R@5 of several reports and every published one, best first, as a Markdown table. */
export function benchmarkTable({ title, published }: Benchmark, reports: readonly EvaluationReport[]): string {
  const lines = [...reports.flatMap(ownFigures), ...published]
    .toSorted((one, other) => other.recallAt5 - one.recallAt5)
    .map(({ system, recallAt5, source }) => `| ${system} | ${(recallAt5 * 100).toFixed(1)} | ${source} |`);
  return [`## ${title}`, '', '| system | R@5 | measured on, or source |', '| --- | ---: | --- |', ...lines, ''].join(
    '\n',
  );
}

function ownFigures({ rows, queries, milliseconds, space = 'no model' }: EvaluationReport): readonly PublishedFigure[] {
  return rows
    .filter(({ lang, type }) => lang === 'all' && type === 'all')
    .map(({ variant, metrics: { recallAt5 } }) => {
      const time = milliseconds[variant];
      const source = `these ${queries} questions${time === undefined ? '' : `, ${time.toFixed(1)} ms an answer`}`;
      return { system: `LexHop, ${variant}, ${space}`, recallAt5, source };
    });
}
