import { roundScore } from '@lexhop/vectors';

/** Best first; scores that round to the same 1e-6 are ties, in order of id. */
export function byScore(a: { readonly id: string; readonly score: number }, b: typeof a): number {
  const difference = roundScore(b.score) - roundScore(a.score);
  if (difference !== 0 || a.id === b.id) return difference;
  return a.id < b.id ? -1 : 1;
}
