import type { ArticleNode } from './article-node.js';
import type { Build } from './build.js';
import type { Edge, EdgeKind } from './edge.js';

/** Which nodes a search may return. */
export interface NodeFilter {
  /** Only nodes of these statutes. */
  readonly statutes?: readonly string[];
  /** Also repealed articles and those of abolished statutes. */
  readonly includeRepealed: boolean;
}

/** A part of a list of nodes. */
export interface NodePage {
  readonly after?: string;
  readonly limit: number;
  /** Only one node of each statute: that at its beginning. */
  readonly onePerStatute?: boolean;
}

export interface NodeHit {
  readonly id: string;
  readonly score: number;
}

/** A node found through one of its incoming questions: the best one. */
export interface QuestionHit extends NodeHit {
  readonly question: string;
  readonly text: string;
}

/**
 * One build as retrieval sees it. Hits come best first; equal scores (within 1e-6) in order of id.
 * Implemented by the in-memory index and by stores that search by themselves.
 */
export abstract class GraphReader {
  abstract readonly build: Build;

  /** BM25 over title, headings and text, and with `incomingQuestions` over those too. */
  abstract searchText(
    query: string,
    limit: number,
    filter: NodeFilter & { readonly incomingQuestions: boolean },
  ): Promise<readonly NodeHit[]>;

  /** Cosine to the nodes' own vectors. */
  abstract searchNodes(vector: Float32Array, limit: number, filter: NodeFilter): Promise<readonly NodeHit[]>;

  /** Best cosine over each node's incoming questions; one hit per node. */
  abstract searchQuestions(vector: Float32Array, limit: number, filter: NodeFilter): Promise<readonly QuestionHit[]>;

  /** Cosine of a vector to these nodes' own vectors or to these incoming questions, in their order; 0 for one without a vector. */
  abstract cosines(vector: Float32Array, of: 'nodes' | 'incoming', ids: readonly string[]): Promise<readonly number[]>;

  /** Edges of these kinds that touch any of the nodes, in either direction, each once, in order of id. */
  abstract edgesOf(ids: readonly string[], kinds: readonly EdgeKind[]): Promise<readonly Edge[]>;

  /** Nodes by id, in the order asked; an unknown id is left out. */
  abstract nodes(ids: readonly string[]): Promise<readonly ArticleNode[]>;

  /** Nodes in order of id, after one; for looking around. */
  abstract listNodes(page: NodePage, filter: NodeFilter): Promise<readonly ArticleNode[]>;
}
