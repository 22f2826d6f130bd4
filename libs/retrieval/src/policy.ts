/** The lists that a search enters by: BM25, cosine to articles, best cosine to an article's incoming questions. */
export type ListName = 'text' | 'dense' | 'questions';

export type ListWeights = Partial<Readonly<Record<ListName, number>>>;

/** Every constant of retrieval. */
export interface RetrievalPolicy {
  /** How deep each list goes; also the most results that an answer can have. */
  readonly listDepth: number;
  readonly hybrid: ListWeights;
  readonly reciprocalRankConstant: number;
  readonly hop: HopPolicy;
  readonly paper: PaperPolicy;
}

export interface HopPolicy {
  readonly entry: ListWeights;
  readonly entryWithoutQuestions: ListWeights;
  /** How many of the best entries are hopped from. */
  readonly seeds: number;
  /** What a full hop adds to a score (λ). */
  readonly share: number;
  readonly edgeWeights: { readonly question: number; readonly citation: number };
}

export interface PaperPolicy {
  /** Edges to enter by (top_k). */
  readonly entryEdges: number;
  /** Rounds (n_hop). */
  readonly rounds: number;
  /** How counts become importance: `share` of all counts, as in the paper, or relative to the largest. */
  readonly importance: 'share' | 'relative-to-largest';
}

/** The constants as measured on statutes (hoprag.md §6), and the paper's own for `hop-paper` (§2). */
export const retrievalPolicy: RetrievalPolicy = {
  listDepth: 100,
  hybrid: { text: 0.3, dense: 0.7 },
  reciprocalRankConstant: 60,
  hop: {
    entry: { text: 0.4, dense: 0.3, questions: 0.3 },
    entryWithoutQuestions: { text: 0.3, dense: 0.7 },
    seeds: 7,
    share: 0.5,
    edgeWeights: { question: 3 / 8, citation: 1 / 4 },
  },
  paper: { entryEdges: 20, rounds: 4, importance: 'share' },
};
