import { statedKinds } from '@lexhop/graph-model';

/** The lists that a search enters by: BM25, cosine to articles, best cosine to an article's incoming questions. */
export type ListName = 'text' | 'dense' | 'questions';

export type ListWeights = Partial<Readonly<Record<ListName, number>>>;

/** A part of an entry score: a list searched for the query, the same searched for what was understood of it, being named, or being cited by what is named. */
export type PartName = ListName | `reading-${ListName}` | 'named' | 'cited';

/** Every constant of retrieval. */
export interface RetrievalPolicy {
  /** How deep each list goes; also the most results that an answer can have. */
  readonly listDepth: number;
  readonly hybrid: ListWeights;
  readonly reciprocalRankConstant: number;
  /** The most that a reading has of an entry score (w), where it is as long as the query; a shorter one has as much less, and the query keeps the rest. */
  readonly readingShare: number;
  readonly named: NamedPolicy;
  readonly hop: HopPolicy;
  readonly paper: PaperPolicy;
}

/** Kinds of edges that are hopped along. */
export const hopKinds = ['question', ...statedKinds] as const;
type HopKind = (typeof hopKinds)[number];

export interface HopPolicy {
  readonly entry: ListWeights;
  readonly entryWithoutQuestions: ListWeights;
  /** How many of the best entries are hopped from. */
  readonly seeds: number;
  /** What a full hop adds to a score (λ). */
  readonly share: number;
  /** The same where there are no incoming questions, and entries know less. */
  readonly shareWithoutQuestions: number;
  /** By kind, in either direction; of `defines`, where the edge's own weight is 1. */
  readonly edgeWeights: Readonly<Record<HopKind, number>>;
}

/** Articles that the query names. */
export interface NamedPolicy {
  /** Their part of the entry score; above what any other article can reach. */
  readonly score: number;
  /** The part of what they cite: right behind them. Where they cite more than `seeds` articles, each has as much less. */
  readonly cited: number;
  /** What all else counts where the query says nothing beside the names: hops from the named articles come before it. */
  readonly shareOfRest: number;
}

export interface PaperPolicy {
  /** Least nodes to enter by (top_k). */
  readonly entryNodes: number;
  /** Rounds (n_hop). */
  readonly rounds: number;
  /** Most calls of a reasoner in one answer; about 38 are usual in the paper's setting. */
  readonly mostCalls: number;
  /** How counts become importance: `share` of all counts, as in the paper, or relative to the largest. */
  readonly importance: 'share' | 'relative-to-largest';
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
  paper: { entryNodes: 20, rounds: 4, mostCalls: 60, importance: 'share' },
};
