import type { ArticleNode, GraphReader, NodeFilter } from '@lexhop/graph-model';
import { roundScore, scoreStep } from '@lexhop/vectors';
import type { PathStep, ScorePart } from './answer.js';
import type { PartName, RetrievalPolicy } from './policy.js';
import type { QueryVectors } from './query-vectors.js';
import type { RetrieveRequest } from './request.js';

/** What the lists are searched for: the query, or what was understood of it. */
export interface Probe {
  readonly of: 'query' | 'reading';
  /** Its share of every entry score. */
  readonly share: number;
  readonly text: string;
  readonly vectors: QueryVectors;
}

/** Chooses the question to go on by, as the paper's `Reason` does. */
export interface HopReasoner {
  /** Place of the question whose answer helps most with the query; undefined where none does. Rejects as its language model does. */
  choose(query: string, questions: readonly string[]): Promise<number | undefined>;
}

/** What every move of one search works with. */
export interface Search {
  readonly reader: GraphReader;
  readonly request: RetrieveRequest;
  readonly filter: NodeFilter;
  readonly query: Probe;
  readonly reading?: Probe | undefined;
  /** Ids of nodes that the query names, of the statutes that the filter allows; repealed ones, too. */
  readonly named: readonly string[];
  readonly policy: RetrievalPolicy;
  /** Chooses the edges of mode `hop-paper`; similarity does where it is absent. */
  readonly reasoner?: HopReasoner | undefined;
}

/** A node that the search entered by. */
export interface Candidate {
  readonly id: string;
  /** S0. */
  readonly score: number;
  readonly parts: Partial<Readonly<Record<PartName, ScorePart>>>;
}

/** After enter: candidates best first. */
export interface Entrance {
  readonly candidates: readonly Candidate[];
  readonly listSizes: Partial<Readonly<Record<PartName, number>>>;
}

/** A node that a hop came to. */
export interface Reached {
  readonly hop: number;
  readonly path: readonly PathStep[];
}

/** After traverse. */
export interface Traversal {
  readonly reached: ReadonlyMap<string, Reached>;
  readonly seeds: number;
  readonly edges: number;
  /** Calls of a reasoner, and how many of them failed. */
  readonly reasoning?: { readonly calls: number; readonly failed: number };
}

/** After prune: the results' ids and scores, best first. */
export interface Ranked {
  readonly id: string;
  readonly score: number;
}

/** What the request lets results be. */
export function filterOf({
  statutes,
  includeRepealed = false,
}: Pick<RetrieveRequest, 'statutes' | 'includeRepealed'>): NodeFilter {
  return statutes ? { statutes, includeRepealed } : { includeRepealed };
}

export function allows(filter: NodeFilter, node: ArticleNode): boolean {
  const setAside = node.repealed || node.abolished;
  return (filter.includeRepealed || !setAside) && (filter.statutes?.includes(node.statuteId) ?? true);
}

/** Best first; scores that round to the same 1e-6 are ties, in order of id. */
export function byScore(a: { readonly id: string; readonly score: number }, b: typeof a): number {
  const apart = b.score - a.score;
  // Nearly all are so far apart that rounding would tell the same.
  if (Math.abs(apart) > 2 * scoreStep) return apart;
  const difference = roundScore(b.score) - roundScore(a.score);
  if (difference !== 0 || a.id === b.id) return difference;
  return a.id < b.id ? -1 : 1;
}
