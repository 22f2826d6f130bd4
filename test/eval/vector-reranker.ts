import type { KeptVectors, RecordedScores } from '@lexhop/evaluation';
import { type Ranking, rankingOf, Reranker } from '@lexhop/reranking';

/**
 * A stand-in, for recording where no cross-encoder's weights are: it orders by the cosine of query and passage alone, and keeps every score
 * by the article's id.
 */
export class VectorReranker extends Reranker {
  override readonly model: Reranker['model'];
  override readonly limits = { passages: 50, charactersPerPassage: Infinity };
  readonly recorded = new Map<string, Record<string, number>>();

  /** @param ids of articles, by their passage */
  constructor(
    private readonly vectors: KeptVectors,
    private readonly ids: ReadonlyMap<string, string>,
  ) {
    super();
    const { model, revision } = vectors.space;
    this.model = { provider: 'vectors', model, revision };
  }

  protected override async order(query: string, passages: readonly string[]): Promise<Ranking> {
    const { dimensions } = this.vectors.space;
    const asked = await this.vectors.embed([query], 'query');
    const rows = await this.vectors.embed(passages, 'passage');
    const scores = passages.map((_, row) =>
      asked.reduce((sum, value, place) => sum + value * (rows[row * dimensions + place] ?? 0), 0),
    );
    const kept: RecordedScores = Object.fromEntries(
      passages.map((passage, row) => [this.ids.get(passage) ?? '', Number((scores[row] ?? 0).toFixed(4))]),
    );
    this.recorded.set(query, { ...this.recorded.get(query), ...kept });
    return rankingOf(scores);
  }
}
