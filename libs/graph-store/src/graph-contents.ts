import type { ArticleNode, BuildReference, Edge, EdgeKind, PseudoQuery } from '@lexhop/graph-model';

/** Vectors of a build: row i of `vectors` belongs to `ids[i]` (a node's or a question's id). */
export interface VectorPage {
  readonly ids: readonly string[];
  readonly vectors: Float32Array;
}

/**
 * A whole build as streams of pages in order of id: for loading an index, for export, for counting on one's own.
 * Reads only; a build that is collected in the middle of a stream ends it with a BuildGoneError.
 */
export abstract class GraphContents {
  abstract nodes(build: BuildReference): AsyncIterable<readonly ArticleNode[]>;

  abstract questions(build: BuildReference): AsyncIterable<readonly PseudoQuery[]>;

  abstract edges(build: BuildReference, kinds?: readonly EdgeKind[]): AsyncIterable<readonly Edge[]>;

  /** Vectors in the build's own space; nodes and questions that have none are left out. */
  abstract vectors(build: BuildReference, of: 'nodes' | 'incoming' | 'outgoing'): AsyncIterable<VectorPage>;
}
