import { definitionEdges, type ReadNode, statedEdges } from '@lexhop/edge-matching';
import { slicesOf } from '@lexhop/foundation';
import {
  type ArticleNode,
  articlesInOrder,
  type DefinitionEdge,
  type StatedEdge,
  statuteIdOf,
} from '@lexhop/graph-model';
import type { DefinedTerm, StatuteTitle, StatuteTitles } from '@lexhop/citations';
import { readNodes } from '@lexhop/graph-statutes';

/** The articles and statutes that a text may name. */
export interface Names {
  readonly nodeIds: ReadonlySet<string>;
  readonly titles: StatuteTitles;
  /** The statutes that `titles` was made from. */
  readonly named: readonly StatuteTitle[];
}

/** The terms that a statute defines for all of its articles, by its id. */
export type TermsOf = (statute: string) => Promise<readonly DefinedTerm[]>;

/**
 * The edges that the words of whole statutes state. Among them are the uses of terms, which the statute itself defines or a statute that it is made under.
 * `nodes` must hold every node of each of their statutes.
 */
export async function statedEdgesOf(
  nodes: readonly ArticleNode[],
  names: Names,
  termsOf: TermsOf,
): Promise<readonly StatedEdge[]> {
  const drawn: StatedEdge[] = [];
  for (const [statute, itsNodes] of byStatute(nodes)) {
    const edges: StatedEdge[] = [];
    for (const some of slicesOf(await readStatute(itsNodes, names), nodesAtOnce)) {
      edges.push(...statedEdges(some, (id) => names.nodeIds.has(id)).edges);
      await new Promise(setImmediate);
    }
    const mothers = edges.filter(({ kind }) => kind === 'delegates').map(({ source }) => statuteIdOf(source));
    drawn.push(...edges, ...(await usesOfTerms(itsNodes, [statute, ...mothers], termsOf)));
  }
  return drawn;
}

/** Of a long statute some nodes at a time, so that others have their turn. */
const nodesAtOnce = 200;

async function usesOfTerms(
  nodes: readonly ArticleNode[],
  statutes: readonly string[],
  termsOf: TermsOf,
): Promise<readonly DefinitionEdge[]> {
  const terms = await Promise.all([...new Set(statutes)].map(termsOf));
  return definitionEdges(
    terms.flat(),
    nodes.filter(({ level }) => level === 'article'),
  );
}

/** The nodes of one statute, each with the citations and relations that its text states. */
async function readStatute(nodes: readonly ArticleNode[], names: Names): Promise<readonly ReadNode[]> {
  const [first] = nodes;
  if (!first) return [];
  const { statuteId: id, statuteTitle: title, language } = first;
  return readNodes({ id, title, language, articles: articlesInOrder(nodes) }, names, nodes);
}

function byStatute(nodes: readonly ArticleNode[]): ReadonlyMap<string, ArticleNode[]> {
  const statutes = new Map<string, ArticleNode[]>();
  for (const node of nodes) {
    const itsNodes = statutes.get(node.statuteId);
    if (itsNodes) itsNodes.push(node);
    else statutes.set(node.statuteId, [node]);
  }
  return statutes;
}
