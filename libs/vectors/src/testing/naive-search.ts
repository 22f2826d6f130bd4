import {
  checkRequest,
  type LabelSets,
  type NearestOptions,
  type NearestRequest,
  type NearestRows,
  NearestSearch,
  type RowClusters,
  type RowSet,
} from '../nearest-search.js';
import { roundScore } from '../scores.js';
import { dotOfRows } from '../vector-rows.js';

/** Nearest rows by two plain loops over all pairs: what every search must equal. */
export class NaiveSearch extends NearestSearch {
  override async nearest(request: NearestRequest, { signal }: NearestOptions = {}): Promise<NearestRows> {
    checkRequest(request);
    signal?.throwIfAborted();
    return naiveNearest(request);
  }

  /** All in one. */
  override async cluster(candidates: Float32Array, dimensions: number): Promise<RowClusters> {
    const rows = candidates.length / dimensions;
    const order = Int32Array.from({ length: rows }, (_, row) => row);
    const [means, clusterOf] = [new Float32Array(dimensions), new Int32Array(rows)];
    return { means, clusterOf, order, starts: Int32Array.of(0, rows), longest: 1 };
  }

  override async close(): Promise<void> {}
}

/** All pairs, scored one by one and sorted. */
export function naiveNearest({ queries, candidates, dimensions, k }: NearestRequest): NearestRows {
  const queryRows = rowsOf(queries, dimensions);
  const rows = new Int32Array(queryRows.length * k).fill(-1);
  const scores = new Float64Array(queryRows.length * k).fill(NaN);
  for (const [place, query] of queryRows.entries()) {
    const found = rowsOf(candidates, dimensions)
      .filter((row) => !queries.groups || queries.groups[query] !== candidates.groups?.[row])
      .map((row) => ({ row, score: scoreOf({ queries, candidates, dimensions }, query, row) }))
      .toSorted((one, other) => other.score - one.score || one.row - other.row);
    for (const [rank, { row, score }] of found.slice(0, k).entries()) {
      rows[place * k + rank] = row;
      scores[place * k + rank] = score;
    }
  }
  return { rows, scores };
}

function rowsOf({ vectors, only }: RowSet, dimensions: number): readonly number[] {
  return only ? [...only] : Array.from({ length: vectors.length / dimensions }, (_, row) => row);
}

function scoreOf(sides: Omit<NearestRequest, 'k'>, query: number, row: number): number {
  const { queries, candidates, dimensions } = sides;
  const dot = dotOfRows(
    { vectors: queries.vectors, start: query * dimensions },
    { vectors: candidates.vectors, start: row * dimensions },
    dimensions,
  );
  if (!queries.labels || !candidates.labels) return roundScore(dot);
  return roundScore((jaccard(labelsOf(queries.labels, query), labelsOf(candidates.labels, row)) + dot) / 2);
}

function labelsOf({ offsets, values }: LabelSets, row: number): readonly number[] {
  return [...values.subarray(offsets[row], offsets[row + 1])];
}

function jaccard(left: readonly number[], right: readonly number[]): number {
  const shared = left.filter((label) => label >= 0 && right.includes(label)).length;
  return shared === 0 ? 0 : shared / (left.length + right.length - shared);
}
