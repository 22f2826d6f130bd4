import type { ArticleNode } from '@lexhop/graph-model';
import type { GraphReader, NodeFilter } from '@lexhop/graph-store';
import { roundScore } from '@lexhop/vectors';
import type { PathStep, ScorePart } from './answer.js';
import type { ListName, RetrievalPolicy } from './policy.js';
import type { QueryVectors } from './query-embedder.js';
import type { RetrieveRequest } from './request.js';

/** What every move of one search works with. */
export interface Search {
  readonly reader: GraphReader;
  readonly request: RetrieveRequest;
  readonly filter: NodeFilter;
  readonly vectors: QueryVectors;
  readonly policy: RetrievalPolicy;
}

/** A node that the search entered by. */
export interface Candidate {
  readonly id: string;
  /** S0. */
  readonly score: number;
  readonly parts: Partial<Readonly<Record<ListName, ScorePart>>>;
}

/** After enter: candidates best first. */
export interface Entrance {
  readonly candidates: readonly Candidate[];
  readonly listSizes: Partial<Readonly<Record<ListName, number>>>;
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
}

/** After prune: the results' ids and scores, best first. */
export interface Ranked {
  readonly id: string;
  readonly score: number;
}

export function allows(filter: NodeFilter, node: ArticleNode): boolean {
  const setAside = node.repealed || node.abolished;
  return (filter.includeRepealed || !setAside) && (filter.statutes?.includes(node.statuteId) ?? true);
}

/** Best first; scores that round to the same 1e-6 are ties, in order of id. */
export function byScore(a: { readonly id: string; readonly score: number }, b: typeof a): number {
  const difference = roundScore(b.score) - roundScore(a.score);
  if (difference !== 0 || a.id === b.id) return difference;
  return a.id < b.id ? -1 : 1;
}
