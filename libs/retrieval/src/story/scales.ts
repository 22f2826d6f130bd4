/** Makes the scores of one list comparable with another's: given the whole list, best first, the new score of each hit. */
export type Scale = (scores: readonly number[]) => (score: number, rank: number) => number;

/** As they are. */
export const asTheyAre: Scale = () => (score) => score;

/**
 * From 1 for the best to 0 for `floor`, which is the last one where nothing else is said: n(s) of hoprag.md §6.
 * A list whose scores are all equal says the same of each: 1.
 */
export function betweenEnds(floor?: number): Scale {
  return (scores) => {
    const best = scores[0] ?? 0;
    const worst = floor ?? scores.at(-1) ?? 0;
    return (score) => (best === worst ? 1 : (score - worst) / (best - worst));
  };
}

/** 1 / (constant + rank), ranks from 1. */
export function reciprocalRank(constant: number): Scale {
  return () => (_, rank) => 1 / (constant + rank);
}
