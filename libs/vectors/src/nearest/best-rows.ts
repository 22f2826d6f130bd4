import type { NearestRows } from './nearest-request.js';

/** The k best rows of each query so far. */
export class BestRows implements NearestRows {
  readonly rows: Int32Array;
  readonly scores: Float64Array;

  constructor(
    queryCount: number,
    private readonly k: number,
  ) {
    this.rows = new Int32Array(queryCount * k).fill(-1);
    this.scores = new Float64Array(queryCount * k).fill(NaN);
  }

  /** The k-th best score of a query; -Infinity while it has fewer. */
  worstOf(query: number): number {
    const last = query * this.k + this.k - 1;
    return this.rows[last] === -1 ? -Infinity : (this.scores[last] ?? 0);
  }

  /** Takes a row where it is among the k best. Rows are offered rising, so that of equal scores the lower row stays first. */
  offer(query: number, row: number, score: number): void {
    const { rows, scores, k } = this;
    if (score <= this.worstOf(query)) return;
    const first = query * k;
    let at = first + k - 1;
    for (; at > first && (rows[at - 1] === -1 || (scores[at - 1] ?? 0) < score); at -= 1) {
      rows[at] = rows[at - 1] ?? -1;
      scores[at] = scores[at - 1] ?? NaN;
    }
    rows[at] = row;
    scores[at] = score;
  }
}
