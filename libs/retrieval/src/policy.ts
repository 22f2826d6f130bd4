import { statedKinds } from '@lexhop/graph-model';

/** The lists that a search enters by: BM25, cosine to articles, best cosine to an article's incoming questions. */
export type ListName = 'text' | 'dense' | 'questions';

export type ListWeights = Partial<Readonly<Record<ListName, number>>>;

/** A part of an entry score: from a list searched for the query, from the same list searched for its reading, for being named, or for being cited by a named article. */
export type PartName = ListName | `reading-${ListName}` | 'named' | 'cited';

/** Every constant of retrieval. */
export interface RetrievalPolicy {
  /** The most hits of each list; also the most results of an answer. */
  readonly listDepth: number;
  readonly hybrid: ListWeights;
  readonly reciprocalRankConstant: number;
  /** The most that a reading contributes to an entry score (w), from 0 to 1. A reading shorter than the query contributes less in proportion; the query has the rest. */
  readonly readingShare: number;
  readonly named: NamedPolicy;
  readonly hop: HopPolicy;
  readonly paper: PaperPolicy;
}

/** The kinds of edges that a hop follows. */
export const hopKinds = ['question', ...statedKinds] as const;
type HopKind = (typeof hopKinds)[number];

export interface HopPolicy {
  readonly entry: ListWeights;
  readonly entryWithoutQuestions: ListWeights;
  /** How many of the best entries are seeds. */
  readonly seeds: number;
  /** What a hop score of 1 adds to a score (λ). */
  readonly share: number;
  /** The same where the graph has no incoming questions, so that entries know less. */
  readonly shareWithoutQuestions: number;
  /** By kind of edge, the same in both directions. For `defines` the edge's own weight is a further factor. */
  readonly edgeWeights: Readonly<Record<HopKind, number>>;
}

/** Articles that the query names. */
interface NamedPolicy {
  /** What they get in their entry score; more than any other article can reach. */
  readonly score: number;
  /** What an article that they cite gets, to stand right behind them. Where they cite more than `seeds` articles, each gets less in proportion. */
  readonly cited: number;
  /** The factor for all other parts where the query only names articles, so that hops from the named articles come before them. */
  readonly shareOfRest: number;
}

export interface PaperPolicy {
  /** The least number of nodes to enter by (top_k). */
  readonly entryNodes: number;
  /** Rounds (n_hop). */
  readonly rounds: number;
  /** The most calls to a reasoner in one answer; in the paper's setting about 38 are usual. */
  readonly mostCalls: number;
}

/** The constants as measured on statutes (docs/measurements.md), and the paper's own for `hop-paper` (HopRAG, arXiv 2502.12442). */
export const retrievalPolicy: RetrievalPolicy = {
  listDepth: 100,
  hybrid: { text: 0.3, dense: 0.7 },
  reciprocalRankConstant: 60,
  readingShare: 0.5,
  named: { score: 3, cited: 1, shareOfRest: 0.1 },
  hop: {
    entry: { text: 0.5, dense: 0.2, questions: 0.3 },
    entryWithoutQuestions: { text: 0.3, dense: 0.7 },
    seeds: 10,
    share: 5 / 8,
    shareWithoutQuestions: 3 / 4,
    edgeWeights: {
      question: 3 / 8,
      citation: 1 / 4,
      delegates: 1 / 4,
      penalises: 3 / 4,
      defines: 1 / 4,
      applies: 1 / 4,
      excepts: 1 / 4,
    },
  },
  paper: { entryNodes: 20, rounds: 4, mostCalls: 60 },
};
