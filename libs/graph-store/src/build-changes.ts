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
 * An edge between two rows of nodes. An edge names nodes and not their texts, so it stays where a node is only changed. Then it first joins the
 * node's old row and after that the new one, and is given once for each. Its interval is the one in which the edge and both rows exist.
 */
export type PlacedEdge = Edge & {
  readonly sourceSince: number;
  readonly targetSince: number;
};

/**
 * What changed between builds, for keeping a copy of the graph: pages of bounded size, in order of a key. Rows of finished builds never change,
 * except that later builds may end them. Throws a BuildGoneError where the last build of a span is not kept.
 */
export abstract class BuildChanges {
  /** Rows in all pages together. */
  abstract count(span: ChangeSpan): Promise<number>;

  abstract nodes(page: ChangePage): Promise<ChangedRows<ArticleNode>>;

  abstract questions(page: ChangePage): Promise<ChangedRows<PseudoQuery>>;

  abstract edges(page: ChangePage): Promise<ChangedRows<PlacedEdge>>;
}
