import type { BuildCounts } from '@lexhop/graph-model';

/** Upper bounds of the degree histogram's bins; the last has none. */
const degreeBins = [0, 1, 2, 4, 8, 16, null] as const;

/** Nodes by degree, put into the bins of a build's counts. */
export function degreeHistogram(
  counts: readonly { readonly degree: number; readonly nodes: number }[],
): BuildCounts['degreeHistogram'] {
  return degreeBins.map((upTo, bin) => {
    const above = bin === 0 ? -1 : (degreeBins[bin - 1] ?? 0);
    const within = counts.filter(({ degree }) => degree > above && degree <= (upTo ?? Infinity));
    return { upTo, nodes: within.reduce((sum, { nodes }) => sum + nodes, 0) };
  });
}

/** Question edges by tenth of their score, from 0 to 9: ten numbers. */
export function scoreHistogram(counts: readonly { readonly bin: number; readonly count: number }[]): number[] {
  const byBin = new Map(counts.map(({ bin, count }) => [bin, count]));
  return Array.from({ length: 10 }, (_, bin) => byBin.get(bin) ?? 0);
}
