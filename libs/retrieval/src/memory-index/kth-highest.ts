/** Whether a row may be returned by a search. */
export type RowFilter = (row: number) => boolean;

/** The k-th highest score of the rows that count, of all rows or of some; minus infinity where there are fewer. */
export function kthHighest(
  scores: Float32Array | Float64Array,
  k: number,
  allows: RowFilter,
  rows?: Uint32Array,
): number {
  const highest = new Float64Array(k).fill(Number.NEGATIVE_INFINITY);
  const count = rows?.length ?? scores.length;
  let worst = Number.NEGATIVE_INFINITY;
  for (let place = 0; place < count; place++) {
    const row = rows ? (rows[place] as number) : place;
    const score = scores[row] as number;
    // Nearly every score ends here.
    if (score <= worst || !allows(row)) continue;
    let at = k - 1;
    for (; at > 0 && (highest[at - 1] as number) < score; at--) highest[at] = highest[at - 1] as number;
    highest[at] = score;
    worst = highest[k - 1] as number;
  }
  return worst;
}
