import { RerankingError } from './errors.js';

/** A model of a reranker, as `explain` and the records of answers name it. */
export interface RerankingModel {
  /** The technology or the service: `onnx`, `multi-vector`, `http`, `language-model`. */
  readonly provider: string;
  readonly model: string;
  /** Where the provider versions its models; `unversioned` where it does not. */
  readonly revision: string;
}

/** What one call takes. The caller cuts what is more. */
export interface RerankingLimits {
  /** Most passages that one call may carry. */
  readonly passages: number;
  /** The most characters of a passage that the model may read; it does not see what comes after them. */
  readonly charactersPerPassage: number;
}

export interface RerankOptions {
  readonly signal?: AbortSignal;
}

/** A passage in its new place. */
export interface RankedPassage {
  /** Its place in the request. */
  readonly index: number;
  /** How well it answers the query, higher is better. Comparable within one ranking of one model only; absent where the model gives an order alone. */
  readonly score?: number;
}

/** Every passage of a request once, the best first. */
export type Ranking = readonly RankedPassage[];

/** Reads a query beside each of a few passages and orders the passages by how well they answer it. */
export abstract class Reranker {
  abstract readonly model: RerankingModel;
  abstract readonly limits: RerankingLimits;
  #isClosed = false;

  /**
   * The passages' order: each index once, best first; equal scores keep the order of the request. No passages, an empty ranking.
   * Rejects with a RerankingError, retryable where the provider may recover, or with the signal's reason when it is aborted.
   */
  async rerank(query: string, passages: readonly string[], options: RerankOptions = {}): Promise<Ranking> {
    options.signal?.throwIfAborted();
    if (this.#isClosed) throw new RerankingError(this.model.model, 'it was closed.');
    return passages.length === 0 ? [] : this.order(query, passages, options);
  }

  /** Orders one or more passages, as `rerank` promises. */
  protected abstract order(query: string, passages: readonly string[], options: RerankOptions): Promise<Ranking>;

  /** Frees memory, threads and connections; the reranker can't be used after. */
  async close(): Promise<void> {
    this.#isClosed = true;
  }
}

/** A ranking by scores, one for each passage in their order: best first, equal ones in the order given. */
export function rankingOf(scores: readonly number[]): Ranking {
  return scores.map((score, index) => ({ index, score })).sort((one, other) => other.score - one.score);
}
