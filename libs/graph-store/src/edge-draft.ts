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
 * What a range counts: questions of a direction; nodes; or, for `rematched`, nodes whose question edges may differ from the build before: a match of
 * one of their outgoing questions was opened or closed, or a question edge from them was closed.
 */
export type RangedRows = Direction | 'nodes' | 'rematched';

/**
 * The scope within which a set of edges is complete: all edges of these kinds from the nodes of an id range, from exactly these nodes, or to the
 * nodes of an id range.
 */
export type EdgeScope = { readonly kinds: readonly EdgeKind[] } & (
  | IdRange
  | { readonly sources: readonly string[] }
  | { readonly targets: IdRange }
);

/** The running build in step match. Saves are transactions, fenced and idempotent, like those of `GraphDraft`. */
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

  /** Makes `edges` the complete set within the scope: opens new edges, closes those that are not in the set, and leaves the rest. */
  abstract saveEdges(run: BuildRun, batch: MatchBatch, scope: EdgeScope, edges: readonly EdgeToSave[]): Promise<void>;

  /** All nodes of the build in an id range, articles and paragraphs. */
  abstract nodes(run: BuildRun, range: IdRange): Promise<readonly (ArticleNode & { readonly isNew: boolean })[]>;
}

/** An edge as it is stored: a question edge without its text and keywords, which its two questions have. */
export function edgeAsSaved(edge: EdgeToSave): EdgeToSave {
  if (edge.kind !== 'question') return edge;
  const { id, source, target, kind, outgoingQuestion, incomingQuestion, score } = edge;
  return { id, source, target, kind, outgoingQuestion, incomingQuestion, score };
}
