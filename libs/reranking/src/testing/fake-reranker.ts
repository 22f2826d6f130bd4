import { type Ranking, rankingOf, Reranker } from '../reranker.js';

/** Scores a passage by the share of the query's characters that it has. */
export class FakeReranker extends Reranker {
  override readonly model = { provider: 'fake', model: 'shared-characters', revision: '1' };
  override readonly limits = { passages: 50, charactersPerPassage: 10_000 };

  protected override async order(query: string, passages: readonly string[]): Promise<Ranking> {
    const wanted = [...new Set(query)];
    return rankingOf(
      passages.map((passage) => wanted.filter((character) => passage.includes(character)).length / wanted.length),
    );
  }
}
