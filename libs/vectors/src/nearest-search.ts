import { UnusableRequestError } from './errors.js';
import { rowCount } from './vector-rows.js';

export interface NearestOptions {
  readonly signal?: AbortSignal;
}

/** Finds nearest rows; calls depend on nothing but their request. */
export abstract class NearestSearch {
  /**
   * The k nearest candidates of each query, exactly: by dot product (the cosine of unit vectors), or with labels by
   * (Jaccard + dot product) / 2; computed in float64, rounded to 1e-6 with halves away from zero, equal scores in order of row number.
   * Rejects with a VectorShapeError, an UnusableRequestError or an UnusableVectorError (code `vector-unusable`, with `side` and `row`)
   * for what can't be compared, and with the signal's reason when it aborts.
   */
  abstract nearest(request: NearestRequest, options?: NearestOptions): Promise<NearestRows>;

  /**
   * Clusters of candidates, to be given with requests that need not be answered exactly: each query then goes over the few that are nearest to it.
   * The same rows give the same clusters. Rejects like {@link nearest}.
   */
  abstract cluster(candidates: Float32Array, dimensions: number, options?: NearestOptions): Promise<RowClusters>;

  /** Frees memory and threads; calls after it are rejected. */
  abstract close(): Promise<void>;
}

/** A set of small whole numbers for each row: those of row i are `values[offsets[i]] … values[offsets[i + 1] - 1]`, each once, at most 65,535. */
export interface LabelSets {
  /** One more than there are rows, rising from 0. */
  readonly offsets: Int32Array;
  /** Dense numbers from 0 up; a negative one counts in the size of its set and is like no other. */
  readonly values: Int32Array;
}

/** Rows to be compared. Arrays over a SharedArrayBuffer are read in place by the thread; others are copied to it. */
export interface RowSet {
  /** Rows of the request's dimensions, finite; for a cosine, of unit length. */
  readonly vectors: Float32Array;
  readonly labels?: LabelSets;
  /** Rows of one group never meet; one number a row. */
  readonly groups?: Int32Array;
  /** Only these rows, rising; all of them when absent. */
  readonly only?: Int32Array;
}

/** Rows in clusters of rows that are near each other; its arrays are shared with threads. */
export interface RowClusters {
  /** The mean of each cluster's rows. */
  readonly means: Float32Array;
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
  /** Of all candidates: then rows are found among some of them, and scored exactly. */
  readonly clusters?: RowClusters | undefined;
}

/** The k nearest candidates of each query, best first. */
export interface NearestRows {
  /** Row numbers of candidates: k for each query, in order of queries (of `only`, where given); -1 where there are fewer. */
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
