import type { ArticleNode } from '@lexhop/graph-model';
import type { Explanation, RetrievedArticle } from '../answer.js';
import type { Entrance, Ranked, Search, Traversal } from './search.js';

/** The articles of the results, in order, with their explanations where asked for. */
export async function present(
  { reader, request }: Search,
  ranked: readonly Ranked[],
  moves: { readonly entrance: Entrance; readonly traversal: Traversal },
): Promise<readonly RetrievedArticle[]> {
  const articles = await reader.nodes(ranked.map(({ id }) => id));
  const byId = new Map(articles.map((article) => [article.id, article]));
  const explain = explainer(moves);
  return ranked.map(({ id, score }, place) => ({
    rank: place + 1,
    score,
    article: articleOf(byId, id),
    ...(request.explain && { explanation: explain(id) }),
  }));
}

function explainer({ entrance, traversal }: { readonly entrance: Entrance; readonly traversal: Traversal }) {
  const candidates = new Map(entrance.candidates.map((candidate) => [candidate.id, candidate]));
  return (id: string): Explanation => {
    const candidate = candidates.get(id);
    const reached = traversal.reached.get(id);
    return {
      entryScore: candidate?.score ?? 0,
      parts: candidate?.parts ?? {},
      hop: reached?.hop ?? 0,
      path: reached?.path ?? [],
    };
  };
}

function articleOf(articles: ReadonlyMap<string, ArticleNode>, id: string): ArticleNode {
  const article = articles.get(id);
  if (!article) throw new RangeError(`The reader found node ${id} but does not have it.`);
  return article;
}
