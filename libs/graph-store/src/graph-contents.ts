import type { ArticleNode, BuildReference, Edge, EdgeCounts, EdgeKind, PseudoQuery } from '@lexhop/graph-model';

/** Vectors of a build: row i of `vectors` belongs to `ids[i]` (a node's or a question's id). */
export interface VectorPage {
  readonly ids: readonly string[];
  readonly vectors: Float32Array;
}

/** A statute of a build, and how many live articles it has there. */
export interface StatuteOverview {
  readonly id: string;
  readonly title: string;
  readonly articles: number;
}

/** How many edges lead from the nodes of one statute to those of another. */
export interface StatuteLink {
  readonly source: string;
  readonly target: string;
  /** By kind, without the hierarchy; a kind of which there is none is absent. */
  readonly edges: Partial<EdgeCounts>;
}

/** An overview of a build: its statutes, and the edges between them. */
export interface GraphOverview {
  /** The largest first, equal ones in order of id. */
  readonly statutes: readonly StatuteOverview[];
  /** Between those, the most edges first, equal ones in order of ids. */
  readonly links: readonly StatuteLink[];
  readonly statutesLeftOut: number;
  readonly linksLeftOut: number;
}

/**
 * A whole build as streams of pages in order of id: to load an index, to export, or to count.
 * Reads only; a build that is collected in the middle of a stream ends it with a BuildGoneError.
 */
export abstract class GraphContents {
  abstract nodes(build: BuildReference): AsyncIterable<readonly ArticleNode[]>;

  abstract questions(build: BuildReference): AsyncIterable<readonly PseudoQuery[]>;

  abstract edges(build: BuildReference, kinds?: readonly EdgeKind[]): AsyncIterable<readonly Edge[]>;

  /** The largest statutes and the strongest links between them, at most so many of each; the others are counted. */
  abstract overview(
    build: BuildReference,
    most: { readonly statutes: number; readonly links: number },
  ): Promise<GraphOverview>;

  /** Vectors in the build's own space; nodes and questions that have none are left out. */
  abstract vectors(build: BuildReference, of: 'nodes' | 'incoming' | 'outgoing'): AsyncIterable<VectorPage>;
}
