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

/** Which part of a list of nodes to read: nodes after an id, at most `limit`. */
export interface NodePage {
  readonly after?: string;
  readonly limit: number;
  /** Only the first node of each statute. */
  readonly onePerStatute?: boolean;
}

export interface NodeHit {
  readonly id: string;
  readonly score: number;
}

/** A node found by the best of its incoming questions: `question` is that question's id, `text` its text. */
export interface QuestionHit extends NodeHit {
  readonly question: string;
  readonly text: string;
}

/**
 * The port through which retrieval reads one build. Hits come best first, at most `limit`; equal scores (within 1e-6) come in order of id.
 * The index in memory implements it, and the published graph in Neo4j. Every reader must pass its contract suite.
 */
export abstract class GraphReader {
  abstract readonly build: Build;

  /** By BM25 over title, headings and text; with `incomingQuestions` also over the incoming questions. */
  abstract searchText(
    query: string,
    limit: number,
    filter: NodeFilter & { readonly incomingQuestions: boolean },
  ): Promise<readonly NodeHit[]>;

  /** By cosine to the nodes' own vectors. */
  abstract searchNodes(vector: Float32Array, limit: number, filter: NodeFilter): Promise<readonly NodeHit[]>;

  /** By the best cosine among each node's incoming questions; one hit for each node. */
  abstract searchQuestions(vector: Float32Array, limit: number, filter: NodeFilter): Promise<readonly QuestionHit[]>;

  /** The cosines of a vector to the vectors of these nodes, or of these incoming questions, in the order of `ids`; 0 for an id without a vector. */
  abstract cosines(vector: Float32Array, of: 'nodes' | 'incoming', ids: readonly string[]): Promise<readonly number[]>;

  /** Edges of these kinds that touch any of the nodes, in either direction, each once, in order of id. */
  abstract edgesOf(ids: readonly string[], kinds: readonly EdgeKind[]): Promise<readonly Edge[]>;

  /** Nodes by id, in the order asked; an unknown id is left out. */
  abstract nodes(ids: readonly string[]): Promise<readonly ArticleNode[]>;

  /** Nodes in order of id, after one; for looking around. */
  abstract listNodes(page: NodePage, filter: NodeFilter): Promise<readonly ArticleNode[]>;
}
