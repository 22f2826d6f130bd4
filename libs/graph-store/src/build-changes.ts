import type { ArticleNode, Edge, Interval, PseudoQuery } from '@lexhop/graph-model';

/** What happened to a graph after one build, up to another one: `after` < since or until ≤ `upTo`. */
export interface ChangeSpan {
  readonly graph: string;
  /** A build that the books keep, or 0 for all that they have. */
  readonly after: number;
  /** A build that the books keep. What builds after it did is left out: a row that one of them closed is open. */
  readonly upTo: number;
}

/** Rows that the span opened, or rows of before that it closed (or renewed in place, of nodes). */
type ChangeOf = 'opened' | 'closed';

/** Which page of changed rows. */
export interface ChangePage {
  readonly span: ChangeSpan;
  readonly of: ChangeOf;
  /** `next` of the page before; empty for the first. */
  readonly after: string;
  /** Rows that are looked at; an edge may lie between several rows of its nodes. */
  readonly limit: number;
  /** Whether vectors come along. */
  readonly vectors: boolean;
}

/** Changed rows in order of id; row i of `vectors` belongs to the i-th row that `hasVector`. */
export interface ChangedRows<Row> {
  readonly rows: readonly (Row & Interval & { readonly hasVector?: boolean })[];
  /** In the space of the build that the span ends with; of opened nodes and incoming questions alone, which can be searched for, where the page asks for them. */
  readonly vectors: Float32Array;
  /** Where the next page begins; absent of the last. */
  readonly next?: string;
}

/**
 * An edge between two rows of nodes. An edge names nodes, not their texts, and stays where they are only changed: then it lies between the
 * rows of before and of after, one after the other. Its interval is the one in which edge and both rows are there.
 */
export type PlacedEdge = Edge & {
  readonly sourceSince: number;
  readonly targetSince: number;
};

/**
 * What a build changed, for whoever keeps a copy of the graph: pages by key, of bounded size. Rows of builds that are made do not change any
 * more but for their ends. Throws a BuildGoneError where the build that a span ends with is not kept.
 */
export abstract class BuildChanges {
  /** Rows in all pages together. */
  abstract count(span: ChangeSpan): Promise<number>;

  abstract nodes(page: ChangePage): Promise<ChangedRows<ArticleNode>>;

  abstract questions(page: ChangePage): Promise<ChangedRows<PseudoQuery>>;

  abstract edges(page: ChangePage): Promise<ChangedRows<PlacedEdge>>;
}
