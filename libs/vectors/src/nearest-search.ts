import type { NearestRequest, NearestRows } from './nearest/nearest-request.js';

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

  /** Frees memory and threads; calls after it are rejected. */
  abstract close(): Promise<void>;
}
