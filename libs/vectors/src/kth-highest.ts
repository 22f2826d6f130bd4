interface KthOptions {
  /** Only these rows are looked at; all of them when absent. */
  readonly rows?: Uint32Array;
  /** A score that the result is known to reach; lower ones are passed over. */
  readonly atLeast?: number;
}

/**
 * The k-th highest score among the rows that `allows` lets through; `atLeast`, or minus infinity, where there are fewer than k. NaN never counts.
 * @param scores by row
 */
export function kthHighest(
  scores: Float32Array | Float64Array,
  k: number,
  allows: (row: number) => boolean,
  { rows, atLeast = Number.NEGATIVE_INFINITY }: KthOptions = {},
): number {
  // A heap with its lowest score at the top.
  const best = new Float64Array(k).fill(atLeast);
  const count = rows?.length ?? scores.length;
  for (let place = 0; place < count; place++) {
    const row = rows ? (rows[place] as number) : place;
    const score = scores[row] as number;
    // Nearly every score ends here.
    if (score > (best[0] as number) && allows(row)) replaceLowest(best, score);
  }
  return best[0] ?? Number.POSITIVE_INFINITY;
}

function replaceLowest(heap: Float64Array, score: number): void {
  let at = 0;
  for (let below = 1; below < heap.length; below = 2 * at + 1) {
    if (below + 1 < heap.length && (heap[below + 1] as number) < (heap[below] as number)) below++;
    if ((heap[below] as number) >= score) break;
    heap[at] = heap[below] as number;
    at = below;
  }
  heap[at] = score;
}
