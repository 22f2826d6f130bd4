import {
  articleId,
  articleIdOf,
  type ArticleNode,
  type CitationEdge,
  edgeId,
  type HierarchyEdge,
  type RelationEdge,
} from '@lexhop/graph-model';
import type { Citation, CitationTarget, Relation } from '@lexhop/citations';
import { compareIds } from './questions.js';

/** A node with the citations and relations in its text; their spans are places in `node.text`. */
export interface ReadNode {
  readonly node: Pick<ArticleNode, 'id' | 'text'>;
  readonly citations: readonly Citation[];
  readonly relations: readonly Relation[];
}

/** What a text states of what it cites, beside what it delegates, which the mother article does. */
type CitingEdge = CitationEdge | RelationEdge;

interface StatedEdges {
  /** In order of node as given, then in code-unit order of the edge's other end. */
  readonly edges: readonly CitingEdge[];
  /** Mentions of an article or paragraph, of which no node exists. */
  readonly unresolved: number;
  /** Mentions of a statute as a whole, which no node stands for. */
  readonly wholeStatutes: number;
  /** Mentions of the node itself, of a part of it, or of the article that it is part of. */
  readonly selfLoops: number;
}

/**
 * The edges that nodes' texts state of what they cite: each cited article or paragraph is bound to the finest node that exists, the paragraph's
 * or else the article's. Two nodes are bound once, by what says most: a penalty, an exception, 準用, and else a citation. Of several mentions
 * the first words of that kind are kept. An order's words that name its mother article make an edge from that article to the order.
 */
export function statedEdges(nodes: readonly ReadNode[], exists: (nodeId: string) => boolean): StatedEdges {
  const counts = { unresolved: 0, wholeStatutes: 0, selfLoops: 0 };
  const edges: CitingEdge[] = [];
  for (const { node, citations, relations } of nodes) {
    const byOther = new Map<string, Statement>();
    const statementOf = statementsOf(relations);
    for (const { citation, target } of mentionsOf(citations)) {
      const found = resolve(target, exists);
      if (target.article === undefined) counts.wholeStatutes += 1;
      else if (found === undefined) counts.unresolved += 1;
      else if (isItself(node.id, found)) counts.selfLoops += 1;
      else byOther.set(found, stronger(byOther.get(found), statementOf(citation)));
    }
    const others = [...byOther].toSorted(([one], [other]) => compareIds(one, other));
    for (const [other, statement] of others) edges.push(edgeOf(node, other, statement));
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

/** What is said of what is cited, and where. */
interface Statement {
  readonly kind: CitingEdge['kind'];
  readonly span: Citation['span'];
}

/** The kinds of edges that relations with cited targets make, by what they say, the strongest first. */
const citingRelations = [
  ['made-under', 'delegates'],
  ['penalises', 'penalises'],
  ['excepts', 'excepts'],
  ['applies', 'applies'],
] as const;
const strength: readonly CitingEdge['kind'][] = ['citation', ...citingRelations.map(([, kind]) => kind).toReversed()];

/** What is said of a citation: the strongest relation that is about it, else the citation itself. */
function statementsOf(relations: readonly Relation[]): (citation: Citation) => Statement {
  const finders = citingRelations.map(([relation, kind]) => {
    return { kind, find: finderOf(relations.filter((each) => each.kind === relation)) };
  });
  return ({ span }) => {
    for (const { kind, find } of finders) {
      const found = find(span);
      if (found) return { kind, span: found.span };
    }
    return { kind: 'citation', span };
  };
}

/** Finds the first relation, in order as given, that is about a part of a span, without looking at all: a text may hold tens of thousands. */
function finderOf(relations: readonly Relation[]): (span: Citation['span']) => Relation | undefined {
  const byStart = relations
    .map((relation, place) => ({ relation, place, ...relation.about }))
    .toSorted((one, other) => one.start - other.start);
  let reach = 0;
  const reaches = byStart.map(({ end }) => (reach = Math.max(reach, end)));
  return (span) => {
    let first: (typeof byStart)[number] | undefined;
    for (let at = countBefore(byStart, span.end) - 1; (reaches[at] ?? 0) > span.start; at -= 1) {
      const one = byStart[at];
      if (one && one.end > span.start && one.place < (first?.place ?? Infinity)) first = one;
    }
    return first?.relation;
  };
}

/** How many begin before a place, of some in order of their beginning. */
function countBefore(spans: readonly { readonly start: number }[], place: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((spans[middle]?.start ?? Infinity) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}

function stronger(held: Statement | undefined, other: Statement): Statement {
  return held && strength.indexOf(held.kind) >= strength.indexOf(other.kind) ? held : other;
}

function edgeOf({ id, text }: ReadNode['node'], cited: string, { kind, span }: Statement): CitingEdge {
  const [source, target] = kind === 'delegates' ? [cited, id] : [id, cited];
  return { id: edgeId(kind, source, target), kind, source, target, text: text.slice(span.start, span.end) };
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
