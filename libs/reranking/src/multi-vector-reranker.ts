import { comparePairs, type EmbeddingModel } from '@lexhop/embedding';
import { RerankingError } from './errors.js';
import { type Ranking, rankingOf, Reranker, type RerankOptions } from './reranker.js';

/**
 * Orders by the hybrid score of an embedding model that gives dense, sparse and multi-vectors, as BGE-M3 does: the mean of the three scores by
 * the weights of the model's authors, [0.4, 0.2, 0.4]. Where a model lacks some, as a server with sparse vectors does, it is the mean of the others.
 */
export class MultiVectorReranker extends Reranker {
  override readonly model: Reranker['model'];
  override readonly limits: Reranker['limits'];

  /** @param embedding is closed by its owner, not by this reranker */
  constructor(private readonly embedding: EmbeddingModel) {
    super();
    const { model, revision } = embedding.space;
    this.model = { provider: 'multi-vector', model, revision };
    this.limits = { passages: 50, charactersPerPassage: embedding.limits.maxTokens };
  }

  protected override async order(query: string, passages: readonly string[], options: RerankOptions): Promise<Ranking> {
    try {
      const pairs = passages.map((passage) => ({ query, passage }));
      const compared = await comparePairs(this.embedding, pairs, options);
      return rankingOf(compared.map(({ hybrid, dense }) => hybrid ?? dense));
    } catch (thrown) {
      options.signal?.throwIfAborted();
      throw RerankingError.of(this.model.model, thrown);
    }
  }
}
