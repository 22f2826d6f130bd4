/** What answers a query: articles that are all wanted, or groups of which any one counts. */
export type Gold = readonly (string | readonly string[])[];

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

/** The rank of each gold article or group in a ranking, best first, from 1; undefined where it is not there. Each is counted once. */
export function ranksOf(ranking: readonly string[], gold: Gold): readonly (number | undefined)[] {
  const groups = new Map(gold.map((wanted) => [[wanted].flat().toSorted().join(' '), new Set([wanted].flat())]));
  return [...groups.values()].map((group) => {
    const place = ranking.findIndex((id) => group.has(id));
    return place === -1 ? undefined : place + 1;
  });
}

/** The figures of one ranking, best first, against the gold. */
export function metricsOf(ranking: readonly string[], gold: Gold): Metrics {
  const ranks = ranksOf(ranking, gold);
  const recallAt = (depth: number) => ranks.filter((rank) => rank !== undefined && rank <= depth).length / ranks.length;
  const first = Math.min(...ranks.map((rank) => rank ?? Infinity));
  return {
    recallAt5: recallAt(5),
    recallAt10: recallAt(10),
    recallAt20: recallAt(20),
    allGoldAt10: recallAt(10) === 1 ? 1 : 0,
    reciprocalRankAt10: first <= 10 ? 1 / first : 0,
  };
}

/** Averages over queries, each query counting the same; of none, all 0. */
export function averageOf(metrics: readonly Metrics[]): Metrics {
  const average = (figure: keyof Metrics) => meanOf(metrics.map((each) => each[figure]));
  return {
    recallAt5: average('recallAt5'),
    recallAt10: average('recallAt10'),
    recallAt20: average('recallAt20'),
    allGoldAt10: average('allGoldAt10'),
    reciprocalRankAt10: average('reciprocalRankAt10'),
  };
}

/** A mean and the interval that 95 of 100 resamples' means lie in. */
export interface Interval {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

const resamples = 2_000;

/** The paired bootstrap's 95 % interval of a mean difference, one difference a query; the same differences give the same interval. */
export function bootstrapInterval(differences: readonly number[]): Interval {
  const next = randomNumbers(differences.length);
  const count = differences.length;
  const means = Float64Array.from({ length: resamples }, () => {
    let sum = 0;
    for (let drawn = 0; drawn < count; drawn++) sum += differences[Math.floor(next() * count)] ?? 0;
    return sum / Math.max(count, 1);
  }).sort();
  const at = (share: number) => means[Math.min(resamples - 1, Math.floor(share * resamples))] ?? 0;
  return { mean: meanOf(differences), low: at(0.025), high: at(0.975) };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(values.length, 1);
}

/** Mulberry32: numbers from 0 to 1, the same ones for the same seed. */
function randomNumbers(seed: number): () => number {
  let state = seed + 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
