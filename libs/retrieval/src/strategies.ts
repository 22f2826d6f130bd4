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

/** Ranks by the lists of a fusion alone. */
function baseline(fusion: Parameters<typeof enterBy>[0], roles: readonly QueryRole[]): Strategy {
  return { roles, reads: false, enter: enterBy(fusion), traverse: stay, prune: pruneByEntryAndHop };
}

/** The strategy of each mode. */
export const strategies: Readonly<Record<RetrievalMode, Strategy>> = {
  bm25: baseline(fusions.bm25, []),
  dense: baseline(fusions.dense, ['query']),
  hybrid: baseline(fusions.hybrid, ['query']),
  'hybrid-rrf': baseline(fusions.rrf, ['query']),
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
