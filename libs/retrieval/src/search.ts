import type { GraphReader, NodeFilter } from '@lexhop/graph-model';
import { roundScore, scoreStep } from '@lexhop/vectors';
import type { PathStep, ScorePart } from './answer.js';
import type { PartName, RetrievalPolicy } from './policy.js';
import type { QueryVectors } from './query-vectors.js';
import type { RetrieveRequest } from './request.js';

/** What the lists are searched for: the query, or its reading. */
export interface Probe {
  readonly of: 'query' | 'reading';
  /** Its share of every entry score, from 0 to 1. */
  readonly share: number;
  readonly text: string;
  readonly vectors: QueryVectors;
}

/** Chooses the question to follow, as the paper's `Reason` does. */
export interface HopReasoner {
  /** The place, from 0, of the question whose answer helps most with the query; undefined where none helps. Rejects as its language model does. */
  choose(query: string, questions: readonly string[]): Promise<number | undefined>;
}

/** What every move of one search needs. */
export interface Search {
  readonly reader: GraphReader;
  readonly request: RetrieveRequest;
  readonly filter: NodeFilter;
  readonly query: Probe;
  readonly reading?: Probe | undefined;
  /** Ids of the nodes that the query names, in statutes that the filter allows; repealed ones are included. */
  readonly named: readonly string[];
  readonly policy: RetrievalPolicy;
  /** Chooses edges in mode `hop-paper`; without it, similarity does. */
  readonly reasoner?: HopReasoner | undefined;
}

/** A node that the search entered by, and the parts of its entry score. */
export interface Candidate {
  readonly id: string;
  /** The entry score, S0. */
  readonly score: number;
  readonly parts: Partial<Readonly<Record<PartName, ScorePart>>>;
}

/** The result of *enter*: candidates, best first, and the length of each list. */
export interface Entrance {
  readonly candidates: readonly Candidate[];
  readonly listSizes: Partial<Readonly<Record<PartName, number>>>;
}

/** A node that a hop reached: its hop score, and the edges that led there. */
export interface Reached {
  readonly hop: number;
  readonly path: readonly PathStep[];
}

/** The result of *traverse*: the nodes reached, by id; how many seeds it started from; how many edges it looked at. */
export interface Traversal {
  readonly reached: ReadonlyMap<string, Reached>;
  readonly seeds: number;
  readonly edges: number;
  /** Calls of a reasoner, and how many of them failed. */
  readonly reasoning?: { readonly calls: number; readonly failed: number };
}

/** The result of *prune*: a list of these, best first. */
export interface Ranked {
  readonly id: string;
  readonly score: number;
}

/** The filter that a request sets on results. */
export function filterOf({
  statutes,
  includeRepealed = false,
}: Pick<RetrieveRequest, 'statutes' | 'includeRepealed'>): NodeFilter {
  return statutes ? { statutes, includeRepealed } : { includeRepealed };
}

/** Of some nodes, the ids of those that the build has and the filter lets be results; in the order given. Articles of abolished statutes count as repealed. */
export async function allowedAmong(
  { reader, filter }: Pick<Search, 'reader' | 'filter'>,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const nodes = ids.length === 0 ? [] : await reader.nodes([...new Set(ids)]);
  const allowed = nodes.filter(({ repealed, abolished, statuteId }) => {
    const isSetAside = repealed || abolished;
    return (filter.includeRepealed || !isSetAside) && (filter.statutes?.includes(statuteId) ?? true);
  });
  return new Set(allowed.map(({ id }) => id));
}

/** Compares for sorting: best first. Scores that round to the same 1e-6 are ties and come in order of id. */
export function byScore(a: { readonly id: string; readonly score: number }, b: typeof a): number {
  const apart = b.score - a.score;
  // Nearly all pairs are so far apart that rounding can't change their order.
  if (Math.abs(apart) > 2 * scoreStep) return apart;
  const difference = roundScore(b.score) - roundScore(a.score);
  if (difference !== 0 || a.id === b.id) return difference;
  return a.id < b.id ? -1 : 1;
}
