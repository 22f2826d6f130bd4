import { UnusableRequestError } from './errors.js';
import { copyRows, rowCount } from './vector-rows.js';

export interface NearestOptions {
  readonly signal?: AbortSignal;
}

/** Finds the rows nearest to others. A call depends on nothing but its request. */
export abstract class NearestSearch {
  /**
   * The k nearest candidates of each query, best first. The score is the dot product (of unit vectors the cosine); with labels it is
   * (Jaccard + dot product) / 2. It is computed in float64 from the float32 vectors and rounded to 1e-6, halves away from zero. Equal scores come in
   * order of row number. The result is exact, unless the request has clusters.
   *
   * Rejects with a VectorShapeError or an UnusableRequestError for parts that don't fit each other, with an UnusableVectorError, which has `side`
   * and `row`, for a row that can't be compared, and with the signal's reason when it aborts.
   */
  abstract nearest(request: NearestRequest, options?: NearestOptions): Promise<NearestRows>;

  /**
   * Clusters candidates, for requests that need not be answered exactly: each query is then compared with the rows of a few clusters only. The same
   * rows give the same clusters. Rejects like {@link nearest}.
   */
  abstract cluster(candidates: Float32Array, dimensions: number, options?: NearestOptions): Promise<RowClusters>;

  /** Frees memory and threads; calls after it are rejected. */
  abstract close(): Promise<void>;
}

/** A set of labels, which are whole numbers, for each row. Those of row i are `values[offsets[i]] … values[offsets[i + 1] - 1]`, each once, and at most 65,535 of them. */
export interface LabelSets {
  /** Has one number more than there are rows, rising from 0. */
  readonly offsets: Int32Array;
  /** Numbers from 0 up without large gaps. A negative one equals no other label, and only makes its set larger. */
  readonly values: Int32Array;
}

/** Rows to be compared. Threads read arrays over a SharedArrayBuffer in place; others are copied to them. */
export interface RowSet {
  /** Rows of as many floats as the request has dimensions, all finite. For cosines they have unit length. */
  readonly vectors: Float32Array;
  readonly labels?: LabelSets;
  /** By row: its group. Rows of the same group are never compared. */
  readonly groups?: Int32Array;
  /** Only these rows take part, in rising order; all of them when absent. */
  readonly only?: Int32Array;
}

/** The rows of a set that take part in a search, by place: 0 up to `count`. */
export class ChosenRows {
  readonly count: number;

  constructor(
    readonly set: RowSet,
    readonly dimensions: number,
  ) {
    this.count = set.only?.length ?? set.vectors.length / dimensions;
  }

  /** The row number at a place. */
  rowAt(place: number): number {
    return this.set.only ? (this.set.only[place] ?? -1) : place;
  }

  /** Copies the vectors of places from `first`, `count` of them, to the head of an array. */
  copyVectors(first: number, count: number, into: Float32Array): void {
    const { dimensions } = this;
    const { vectors, only } = this.set;
    if (!only) return into.set(vectors.subarray(first * dimensions, (first + count) * dimensions));
    copyRows(vectors, only.subarray(first, first + count), dimensions, into);
  }
}

/** Rows in clusters of rows that are near each other. The arrays are shared memory. */
export interface RowClusters {
  /** The mean of each cluster's rows. */
  readonly means: Float32Array;
  /** By row: its cluster. */
  readonly clusterOf: Int32Array;
  /** The rows of cluster c, rising: order[starts[c]] … order[starts[c + 1] - 1]. */
  readonly order: Int32Array;
  readonly starts: Int32Array;
  /** The length of the longest row. */
  readonly longest: number;
}

/** Asks for the k nearest candidates of each query. */
export interface NearestRequest {
  readonly queries: RowSet;
  readonly candidates: RowSet;
  readonly dimensions: number;
  readonly k: number;
  /** Clusters of all candidates. With them not every nearest row is found; the scores of those that are found are exact. */
  readonly clusters?: RowClusters | undefined;
}

/** The k nearest candidates of each query, best first. */
export interface NearestRows {
  /** Row numbers of candidates: k for each query, in order of the queries (or of their `only`); -1 where there are fewer. */
  readonly rows: Int32Array;
  /** Their scores, rounded to 1e-6; NaN where there are fewer. */
  readonly scores: Float64Array;
}

const mostLabels = 65_535;

/** Throws a VectorShapeError or an UnusableRequestError where the parts of a request don't fit each other. */
export function checkRequest({ queries, candidates, dimensions, k, clusters }: NearestRequest): void {
  if (!Number.isInteger(k) || k < 1) throw new UnusableRequestError(`k is ${k}, and at least 1 is needed`);
  checkRows('queries', queries, dimensions);
  checkRows('candidates', candidates, dimensions);
  if ((queries.labels === undefined) !== (candidates.labels === undefined)) {
    throw new UnusableRequestError('only one of queries and candidates has labels');
  }
  const clustered = clusters?.order.length;
  if (clustered !== undefined && (candidates.only || clustered !== candidates.vectors.length / dimensions)) {
    throw new UnusableRequestError(`${clustered} rows are clustered, and those are not the candidates`);
  }
  if ((queries.groups === undefined) !== (candidates.groups === undefined)) {
    throw new UnusableRequestError('only one of queries and candidates has groups');
  }
}

function checkRows(name: string, { vectors, labels, groups, only }: RowSet, dimensions: number): void {
  const rows = rowCount(`The ${name}`, vectors, dimensions);
  if (labels && labels.offsets.length !== rows + 1) {
    throw new UnusableRequestError(`the ${name} are ${rows}, and the label sets ${labels.offsets.length - 1}`);
  }
  if (labels?.offsets.some((end, row) => end - (labels.offsets[row - 1] ?? 0) > mostLabels)) {
    throw new UnusableRequestError(`one of the ${name} has more than ${mostLabels} labels`);
  }
  if (groups && groups.length !== rows) {
    throw new UnusableRequestError(`the ${name} are ${rows}, and their groups ${groups.length}`);
  }
  if (only?.some((row, place) => row < 0 || row >= rows || row <= (only[place - 1] ?? -1))) {
    throw new UnusableRequestError(`the chosen rows of the ${name} do not rise within 0 to ${rows - 1}`);
  }
}
