import {
  articleId,
  articleIdOf,
  type ArticleNode,
  type CitationEdge,
  edgeId,
  type HierarchyEdge,
} from '@lexhop/graph-model';
import type { Citation, CitationTarget } from '@lexhop/statutes';
import { compareIds } from './questions.js';

/** A node and the citations in its text; their spans are places in `node.text`. */
export interface CitedNode {
  readonly node: Pick<ArticleNode, 'id' | 'text'>;
  readonly citations: readonly Citation[];
}

interface CitationEdges {
  /** In order of source as given, then in code-unit order of target. */
  readonly edges: readonly CitationEdge[];
  /** Mentions of an article or paragraph, of which no node exists. */
  readonly unresolved: number;
  /** Mentions of a statute as a whole, which no node stands for. */
  readonly wholeStatutes: number;
  /** Mentions of the node itself, of a part of it, or of the article that it is part of. */
  readonly selfLoops: number;
}

/**
 * Citation edges of nodes: each cited article or paragraph leads to the finest node that exists, the paragraph's or else the article's.
 * Several mentions of one target make one edge with the first one's words, mutatis mutandis where any of them is.
 */
export function citationEdges(nodes: readonly CitedNode[], exists: (nodeId: string) => boolean): CitationEdges {
  const counts = { unresolved: 0, wholeStatutes: 0, selfLoops: 0 };
  const edges: CitationEdge[] = [];
  for (const { node, citations } of nodes) {
    const byTarget = new Map<string, CitationEdge>();
    for (const { citation, target } of mentionsOf(citations)) {
      const found = resolve(target, exists);
      if (target.article === undefined) counts.wholeStatutes += 1;
      else if (found === undefined) counts.unresolved += 1;
      else if (isItself(node.id, found)) counts.selfLoops += 1;
      else byTarget.set(found, withMention(byTarget.get(found) ?? newEdge(node, found, citation), citation));
    }
    edges.push(...[...byTarget.values()].toSorted((one, other) => compareIds(one.target, other.target)));
  }
  return { edges, ...counts };
}

/** Each citation with each of its targets, in order of place in the text. */
function mentionsOf(citations: readonly Citation[]) {
  return citations
    .toSorted((one, other) => one.span.start - other.span.start || one.span.end - other.span.end)
    .flatMap((citation) => citation.targets.map((target) => ({ citation, target })));
}

function resolve(target: CitationTarget, exists: (nodeId: string) => boolean): string | undefined {
  if (target.article === undefined) return undefined;
  return [target.id, articleId(target.statuteId, target.article)].find(exists);
}

function isItself(source: string, target: string): boolean {
  return source === target || source === articleIdOf(target) || target === articleIdOf(source);
}

function newEdge({ id, text }: CitedNode['node'], target: string, { span }: Citation): CitationEdge {
  return {
    id: edgeId('citation', id, target),
    kind: 'citation',
    source: id,
    target,
    text: text.slice(span.start, span.end),
    mutatisMutandis: false,
  };
}

function withMention(edge: CitationEdge, { mutatisMutandis }: Citation): CitationEdge {
  return mutatisMutandis ? { ...edge, mutatisMutandis } : edge;
}

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
