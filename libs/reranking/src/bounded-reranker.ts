import { RerankingError } from './errors.js';
import { type Ranking, Reranker, type RerankOptions } from './reranker.js';

/** The most that reranking may add to an answer. */
export interface RerankingBounds {
  /** The most passages, where that is less than the reranker's own limit. */
  readonly passages?: number | undefined;
  /** In milliseconds. */
  readonly time: number;
}

/** A reranker with fewer passages and a time limit. When the time is over, the call is aborted and rejects with a RerankingError. */
export class BoundedReranker extends Reranker {
  override readonly limits: Reranker['limits'];

  constructor(
    private readonly reranker: Reranker,
    private readonly bounds: RerankingBounds,
  ) {
    super();
    const { passages } = reranker.limits;
    this.limits = { ...reranker.limits, passages: Math.min(passages, bounds.passages ?? passages) };
  }

  override get model(): Reranker['model'] {
    return this.reranker.model;
  }

  protected override async order(
    query: string,
    passages: readonly string[],
    { signal }: RerankOptions,
  ): Promise<Ranking> {
    const late = AbortSignal.timeout(this.bounds.time);
    try {
      return await this.reranker.rerank(query, passages, { signal: signal ? AbortSignal.any([signal, late]) : late });
    } catch (thrown) {
      if (!late.aborted || signal?.aborted) throw thrown;
      const sentence = `it did not order ${passages.length} passages within ${this.bounds.time / 1000} s.`;
      throw new RerankingError(this.model.model, sentence, { retryable: true, cause: thrown });
    }
  }

  override close(): Promise<void> {
    return this.reranker.close();
  }
}
