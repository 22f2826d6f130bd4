import type { ArticleNode, BuildRun, Direction, Edge, EdgeKind, QuestionEdge } from '@lexhop/graph-model';
import type { IdRange } from './graph-draft.js';
import type { Page } from './statute-store.js';

/** Questions with their vectors; row i of `vectors` belongs to `questions[i]`. In order of id. */
export interface QuestionRows {
  readonly questions: readonly StoredQuestion[];
  /** `questions.length` rows of the space's dimensions, unit length. */
  readonly vectors: Float32Array;
}

export interface StoredQuestion {
  readonly id: string;
  readonly nodeId: string;
  readonly keywords: readonly string[];
}

/** The best incoming question of another node for one outgoing question. */
export interface Match {
  readonly outgoing: string;
  readonly incoming: string;
  /** Nodes that the two questions belong to. */
  readonly source: string;
  readonly target: string;
  /** Rounded to 1e-6. */
  readonly score: number;
}

/** A batch of the match step. Its name is recorded as done in the same transaction as what it made. */
export interface MatchBatch {
  /** Stable within the build's match step, e.g. `questions~000012`. */
  readonly name: string;
  readonly done: number;
}

/** An edge as it is saved: a question edge's text and keywords are read from its two questions, stored once. */
export type EdgeToSave = Exclude<Edge, QuestionEdge> | Omit<QuestionEdge, 'text' | 'keywords'>;

/** A range of ids and how many of the build's rows lie in it. */
export interface CountedRange extends IdRange {
  readonly count: number;
}

/**
 * What a range counts: questions of a direction; nodes; or, `rematched`, nodes whose question edges may not be what the build before
 * left: they raised a question of which a match was opened or closed, or a question edge that leaves them was closed.
 */
export type RangedRows = Direction | 'nodes' | 'rematched';

/**
 * Where a set of edges is complete: all edges of these kinds that leave nodes of this id range, or exactly these nodes, or that come into nodes
 * of a range.
 */
export type EdgeScope = { readonly kinds: readonly EdgeKind[] } & (
  | IdRange
  | { readonly sources: readonly string[] }
  | { readonly targets: IdRange }
);

/** The build being made, step match. Saves are transactions, fenced and idempotent, like GraphDraft's. */
export abstract class EdgeDraft {
  /** Cuts rows of the build into ranges of about `size` ids, in order; the same for every call while those rows stay. */
  abstract ranges(run: BuildRun, of: RangedRows, size: number): Promise<readonly CountedRange[]>;

  /** Names of batches of the match step that this build has done since the step was last entered. */
  abstract doneBatches(run: BuildRun): Promise<ReadonlySet<string>>;

  /** A page of the build's questions of one direction; `onlyNew` keeps those opened by this build. Throws a MissingVectorError for one without a vector. */
  abstract questions(
    run: BuildRun,
    page: Page & { readonly direction: Direction; readonly upTo?: string; readonly onlyNew?: boolean },
  ): Promise<QuestionRows>;

  /**
   * The build's matches whose outgoing question lies in the range, in order of outgoing id.
   * One whose incoming or outgoing question the build no longer has is not among them.
   * @param page `sources` keeps those that these nodes raised
   */
  abstract matches(
    run: BuildRun,
    page: Page & { readonly upTo?: string; readonly sources?: readonly string[] },
  ): Promise<readonly Match[]>;

  /** Replaces the matches of exactly these outgoing questions (an outgoing id without a match loses its own). */
  abstract saveMatches(
    run: BuildRun,
    batch: MatchBatch,
    outgoing: readonly string[],
    matches: readonly Match[],
  ): Promise<void>;

  /** Makes `edges` the whole set within the scope: opens what is new, closes what is not in it, leaves the rest. */
  abstract saveEdges(run: BuildRun, batch: MatchBatch, scope: EdgeScope, edges: readonly EdgeToSave[]): Promise<void>;

  /** Nodes of the build in an id range, articles and paragraphs, all of them. */
  abstract nodes(run: BuildRun, range: IdRange): Promise<readonly (ArticleNode & { readonly isNew: boolean })[]>;
}

/** An edge as it is stored: of a question edge neither text nor keywords, which its two questions hold. */
export function edgeAsSaved(edge: EdgeToSave): EdgeToSave {
  if (edge.kind !== 'question') return edge;
  const { id, source, target, kind, outgoingQuestion, incomingQuestion, score } = edge;
  return { id, source, target, kind, outgoingQuestion, incomingQuestion, score };
}
