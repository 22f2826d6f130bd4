import { type ArticleNode, articleIdOf, edgeId, type HierarchyEdge } from '@lexhop/graph-model';
import { compareIds } from './question-match.js';

/** What hierarchy edges are drawn from. */
export type PlacedNode = Pick<ArticleNode, 'id' | 'level' | 'statuteId' | 'position'>;

/**
 * Hierarchy edges among nodes: `contains` from an article to each of its paragraphs, `next` from an article to the one after it in
 * the same statute, by position. Nodes come in any order, but statutes whole: what is not given is not there.
 */
export function hierarchyEdges(nodes: readonly PlacedNode[]): readonly HierarchyEdge[] {
  const articles = nodes.filter(({ level }) => level === 'article');
  const articleIds = new Set(articles.map(({ id }) => id));
  const contains = nodes
    .filter(({ id, level }) => level === 'paragraph' && articleIds.has(articleIdOf(id)))
    .map(({ id }) => hierarchyEdge('contains', articleIdOf(id), id));
  return [...contains, ...successions(articles)];
}

function successions(articles: readonly PlacedNode[]): readonly HierarchyEdge[] {
  const inOrder = articles.toSorted(
    (one, other) => compareIds(one.statuteId, other.statuteId) || one.position - other.position,
  );
  return inOrder.flatMap((article, place) => {
    const before = inOrder[place - 1];
    return before?.statuteId === article.statuteId ? [hierarchyEdge('next', before.id, article.id)] : [];
  });
}

function hierarchyEdge(relation: HierarchyEdge['relation'], source: string, target: string): HierarchyEdge {
  return { id: edgeId('hierarchy', source, target), kind: 'hierarchy', source, target, relation };
}
