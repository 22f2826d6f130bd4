import type { ArticleNode, EdgeKind } from '@lexhop/graph-model';
import type { Reading, ReadingNote } from '@lexhop/query-understanding';
import type { PartName } from './policy.js';
import type { RetrievalMode } from './request.js';

/** What one list, or being named, gave to an entry score: `weight · normalised`. */
export interface ScorePart {
  /** As the list scores: BM25, cosine, best cosine to an incoming question. */
  readonly raw: number;
  readonly normalised: number;
  readonly weight: number;
  /** The incoming question that scored, in the list of questions. */
  readonly question?: { readonly id: string; readonly text: string };
}

/** One edge on the way to a result: what it gave to the hop is `score · weight`. */
export interface PathStep {
  /** The node it was reached from. */
  readonly from: string;
  /** That node's entry score; in mode `hop-paper` the similarity of the edge's question to the query. */
  readonly score: number;
  readonly weight: number;
  readonly edge: {
    readonly id: string;
    readonly kind: EdgeKind;
    /** `out`: `from` raises the question or cites; `in`: the result does. */
    readonly direction: 'out' | 'in';
    /** The question that the edge carries, or the words that cite. */
    readonly text: string;
  };
}

/** What a reranker did with a result. */
export interface RerankStep {
  /** `provider/model`. */
  readonly by: string;
  /** The rank before, from 1. */
  readonly from: number;
  /** Comparable within this answer only; absent where the reranker gives an order alone. */
  readonly score?: number;
}

/** Why a result is where it is. */
export interface Explanation {
  /** Σ weight · normalised of the parts; 0 for a result that only a hop found. */
  readonly entryScore: number;
  readonly parts: Partial<Readonly<Record<PartName, ScorePart>>>;
  /** h in mode `hop`, importance in mode `hop-paper`, else 0. */
  readonly hop: number;
  readonly path: readonly PathStep[];
  /** Where the results were reranked and this one was read. */
  readonly rerank?: RerankStep;
}

export interface RetrievedArticle {
  /** From 1. */
  readonly rank: number;
  readonly score: number;
  readonly article: ArticleNode;
  /** Only where asked for. */
  readonly explanation?: Explanation;
}

/** Something the reader of an answer should know, in a sentence with a stable code. An empty answer has at least one. */
export interface Note {
  readonly code:
    | 'nothing-to-search'
    | 'no-term-found'
    | 'no-vectors'
    | 'no-questions'
    | 'no-question-edges'
    | 'not-semantic'
    | 'named-first'
    | 'named-absent'
    | 'named-not-first'
    | 'named-too-many'
    | 'named-without-statute'
    | 'language-unread'
    | 'no-reranker'
    | 'rerank-failed'
    | 'no-reasoner'
    | 'reasoning-failed'
    | 'fewer-than-asked'
    | ReadingNote['code'];
  readonly sentence: string;
}

export interface RetrieveAnswer {
  readonly mode: RetrievalMode;
  readonly graph: string;
  /** Number of the build that answered. */
  readonly build: number;
  /** Id of its embedding space; absent where it has none. */
  readonly space?: string;
  /** Best first; scores within 1e-6 in order of id. Reranked, in the reranker's order, with the scores from before. */
  readonly results: readonly RetrievedArticle[];
  /** What was understood of the query; absent in modes that take it as it is. */
  readonly reading?: Reading;
  readonly notes: readonly Note[];
  /** Milliseconds. */
  readonly timings: {
    readonly understand: number;
    /** Of a reranker; 0 where none was asked. */
    readonly rerank: number;
    readonly embed: number;
    readonly search: number;
    readonly hop: number;
    readonly total: number;
  };
  readonly counts: {
    /** Length of each list that was entered by. */
    readonly lists: Partial<Readonly<Record<PartName, number>>>;
    readonly seeds: number;
    /** Edges looked at from seeds. */
    readonly edges: number;
    /** Nodes that a hop came to. */
    readonly reached: number;
    /** Calls of a language model to choose edges by. */
    readonly reasoningCalls: number;
  };
}
