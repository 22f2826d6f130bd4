import { asTheyAre, betweenEnds, enterBy, type Fusion, reciprocalRank } from './entry.js';
import { hopFromSeeds, pruneByEntryAndHop, stay } from './hop.js';
import { enterByEdges, pruneByHelpfulness, walkByQuestions } from './paper-walk.js';
import type { QueryRole } from './query-embedder.js';
import type { RetrievalMode } from './request.js';
import type { Entrance, Ranked, Search, Traversal } from './search.js';

/** The moves of one mode. */
export interface Strategy {
  /** What the query must be embedded as. */
  readonly roles: readonly QueryRole[];
  enter(search: Search): Promise<Entrance>;
  traverse(search: Search, entrance: Entrance): Promise<Traversal>;
  prune(search: Search, entrance: Entrance, traversal: Traversal): Promise<readonly Ranked[]>;
}

const scaledBetweenEnds: Fusion['scale'] = ({ listDepth }, { name, hits }) =>
  // A BM25 list that is not full ends at 0: what an article without any of the terms scores.
  betweenEnds(name === 'text' && hits.length < listDepth ? 0 : undefined);

const text = { names: ['text'], questionsInText: false } as const;
const dense = { names: ['dense'], questionsInText: false } as const;
const both = { names: ['text', 'dense'], questionsInText: false } as const;

const fusions = {
  bm25: { lists: text, weights: () => ({ text: 1 }), scale: () => asTheyAre },
  dense: { lists: dense, weights: () => ({ dense: 1 }), scale: () => asTheyAre },
  hybrid: { lists: both, weights: ({ hybrid }) => hybrid, scale: scaledBetweenEnds },
  rrf: {
    lists: both,
    weights: () => ({ text: 1, dense: 1 }),
    scale: ({ reciprocalRankConstant }) => reciprocalRank(reciprocalRankConstant),
  },
  hop: {
    lists: { names: ['text', 'dense', 'questions'], questionsInText: true },
    weights: ({ hop }, hasQuestions) => (hasQuestions ? hop.entry : hop.entryWithoutQuestions),
    scale: scaledBetweenEnds,
  },
} as const satisfies Record<string, Fusion>;

/** Every mode's moves. */
export const strategies: Readonly<Record<RetrievalMode, Strategy>> = {
  bm25: { roles: [], enter: enterBy(fusions.bm25), traverse: stay, prune: pruneByEntryAndHop },
  dense: { roles: ['query'], enter: enterBy(fusions.dense), traverse: stay, prune: pruneByEntryAndHop },
  hybrid: { roles: ['query'], enter: enterBy(fusions.hybrid), traverse: stay, prune: pruneByEntryAndHop },
  'hybrid-rrf': { roles: ['query'], enter: enterBy(fusions.rrf), traverse: stay, prune: pruneByEntryAndHop },
  hop: { roles: ['query', 'question'], enter: enterBy(fusions.hop), traverse: hopFromSeeds, prune: pruneByEntryAndHop },
  'hop-paper': {
    roles: ['query', 'question'],
    enter: enterByEdges,
    traverse: walkByQuestions,
    prune: pruneByHelpfulness,
  },
};
