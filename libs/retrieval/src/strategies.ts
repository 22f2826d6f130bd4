import { enterBy, fusions } from './entry.js';
import { hopFromSeeds, pruneByEntryAndHop, stay } from './hop.js';
import { enterByEdges, pruneByHelpfulness, walkByQuestions } from './paper.js';
import type { QueryRole } from './query-vectors.js';
import type { RetrievalMode } from './request.js';
import type { Entrance, Ranked, Search, Traversal } from './search.js';

/** The moves of one mode. */
export interface Strategy {
  /** Which vectors of the query the mode needs; none for modes that compare only words. */
  readonly roles: readonly QueryRole[];
  /**
   * Which parts of the reading it uses: `names` the named articles and the translation, `issues` also the issues and the passage. `false` for
   * the baselines, which search for the query as it is written.
   */
  readonly reads: false | 'names' | 'issues';
  enter(search: Search): Promise<Entrance>;
  traverse(search: Search, entrance: Entrance): Promise<Traversal>;
  prune(search: Search, entrance: Entrance, traversal: Traversal): Promise<readonly Ranked[]>;
}

/** The strategy of each mode. */
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
