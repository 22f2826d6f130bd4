import { RerankingError } from '../errors.js';
import { type Ranking, rankingOf, Reranker, type RerankOptions } from '../reranker.js';

/** Scores a passage by the share of the query's characters that it has. */
export class FakeReranker extends Reranker {
  override readonly model = { provider: 'fake', model: 'shared-characters', revision: '1' };
  override readonly limits = { passages: 50, charactersPerPassage: 10_000 };
  #closed = false;

  override async rerank(query: string, passages: readonly string[], { signal }: RerankOptions = {}): Promise<Ranking> {
    signal?.throwIfAborted();
    if (this.#closed) throw new RerankingError(this.model.model, 'it was closed.');
    const wanted = [...new Set(query)];
    return rankingOf(
      passages.map((passage) => wanted.filter((character) => passage.includes(character)).length / wanted.length),
    );
  }

  override async close(): Promise<void> {
    this.#closed = true;
  }
}
