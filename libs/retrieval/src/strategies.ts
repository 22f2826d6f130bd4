import { enterBy, fusions } from './entry.js';
import { hopFromSeeds, pruneByEntryAndHop, stay } from './hop.js';
import { enterByEdges, pruneByHelpfulness, walkByQuestions } from './paper.js';
import type { QueryRole } from './query-vectors.js';
import type { RetrievalMode } from './request.js';
import type { Entrance, Ranked, Search, Traversal } from './search.js';

/** The moves of one mode. */
export interface Strategy {
  /** What the query must be embedded as. */
  readonly roles: readonly QueryRole[];
  /**
   * What it searches for of what was understood of the query: the articles named and the translation, or its issues and passage, too. The
   * baselines take a query as it is.
   */
  readonly reads: false | 'names' | 'issues';
  enter(search: Search): Promise<Entrance>;
  traverse(search: Search, entrance: Entrance): Promise<Traversal>;
  prune(search: Search, entrance: Entrance, traversal: Traversal): Promise<readonly Ranked[]>;
}

/** Every mode's moves. */
export const strategies: Readonly<Record<RetrievalMode, Strategy>> = {
  bm25: { roles: [], reads: false, enter: enterBy(fusions.bm25), traverse: stay, prune: pruneByEntryAndHop },
  dense: { roles: ['query'], reads: false, enter: enterBy(fusions.dense), traverse: stay, prune: pruneByEntryAndHop },
  hybrid: { roles: ['query'], reads: false, enter: enterBy(fusions.hybrid), traverse: stay, prune: pruneByEntryAndHop },
  'hybrid-rrf': {
    roles: ['query'],
    reads: false,
    enter: enterBy(fusions.rrf),
    traverse: stay,
    prune: pruneByEntryAndHop,
  },
  hop: {
    roles: ['query', 'question'],
    reads: 'issues',
    enter: enterBy(fusions.hop),
    traverse: hopFromSeeds,
    prune: pruneByEntryAndHop,
  },
  'hop-paper': {
    roles: ['query', 'question'],
    reads: 'names',
    enter: enterByEdges,
    traverse: walkByQuestions,
    prune: pruneByHelpfulness,
  },
};
