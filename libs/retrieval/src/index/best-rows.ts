import { roundScore, topK } from '@lexhop/vectors';

export interface ScoredRow {
  readonly row: number;
  readonly score: number;
}

/** The best rows of a table of scores, best first; scores that round to the same 1e-6 are ties, in order of row. A row scored NaN is not among them. */
export function bestRows(scores: Float64Array, limit: number): readonly ScoredRow[] {
  return Array.from(topK(scores.map(roundScore), limit), (row) => ({ row, score: scores[row] ?? Number.NaN }));
}
