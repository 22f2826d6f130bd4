/** Figures of one ranking, or averages of several; each from 0 to 1. */
export interface Metrics {
  readonly recallAt5: number;
  readonly recallAt10: number;
  readonly recallAt20: number;
  /** 1 where all gold articles are among the first 10. */
  readonly allGoldAt10: number;
  /** 1 / rank of the first gold article among the first 10, else 0. */
  readonly reciprocalRankAt10: number;
}

/** The deepest rank that any figure looks at. */
export const deepestRank = 20;

/** The figures of one ranking, best first, against the gold articles (each counted once). */
export function metricsOf(ranking: readonly string[], gold: readonly string[]): Metrics {
  const wanted = new Set(gold);
  const first = ranking.slice(0, 10).findIndex((id) => wanted.has(id));
  return {
    recallAt5: recallAt(5, ranking, wanted),
    recallAt10: recallAt(10, ranking, wanted),
    recallAt20: recallAt(20, ranking, wanted),
    allGoldAt10: recallAt(10, ranking, wanted) === 1 ? 1 : 0,
    reciprocalRankAt10: first === -1 ? 0 : 1 / (first + 1),
  };
}

/** Averages over queries, each query counting the same; of none, all 0. */
export function averageOf(metrics: readonly Metrics[]): Metrics {
  const average = (figure: keyof Metrics) =>
    metrics.reduce((sum, each) => sum + each[figure], 0) / Math.max(metrics.length, 1);
  return {
    recallAt5: average('recallAt5'),
    recallAt10: average('recallAt10'),
    recallAt20: average('recallAt20'),
    allGoldAt10: average('allGoldAt10'),
    reciprocalRankAt10: average('reciprocalRankAt10'),
  };
}

/** Share of the gold articles that are among the first `depth`. */
function recallAt(depth: number, ranking: readonly string[], gold: ReadonlySet<string>): number {
  return new Set(ranking.slice(0, depth).filter((id) => gold.has(id))).size / gold.size;
}
