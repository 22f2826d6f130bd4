import type { ArticleNode, EmbeddingSpace } from '@lexhop/graph-model';

/** Which stored vector belongs to an owner: keyed by the hash of the prepared text, role included. */
export interface VectorLink {
  readonly owner: string;
  readonly hash: string;
}

/** Vectors of one space: `hashes[i]` names row i of `vectors`, rows of `dimensions` floats, unit length. */
export interface VectorRows {
  readonly hashes: readonly string[];
  readonly vectors: Float32Array;
}

/** Every vector that was ever made, stored once: its key is the embedding space and the hash of the prepared text (role included). */
export abstract class VectorStore {
  /** Those of the hashes that are stored; order is not promised. */
  abstract known(space: EmbeddingSpace, hashes: readonly string[]): Promise<ReadonlySet<string>>;

  /** The vectors of these hashes, in their order. Throws a MissingVectorError for one that is not stored. */
  abstract get(space: EmbeddingSpace, hashes: readonly string[]): Promise<Float32Array>;

  abstract put(space: EmbeddingSpace, rows: VectorRows): Promise<void>;
}

/**
 * The owner of a node's vector: the node *and* its text, `J0070017:87-1@<first 16 hex digits of the content hash>`,
 * so that a changed node is an owner without a vector. A question is its own owner, by its id.
 */
export function vectorOwnerOf(node: Pick<ArticleNode, 'id' | 'contentHash'>): string {
  return `${node.id}@${node.contentHash.slice(0, 16)}`;
}

/** Throws a RangeError unless there is one row of the space's dimensions for every hash. */
export function requireVectorShape({ dimensions }: EmbeddingSpace, { hashes, vectors }: VectorRows): void {
  const needed = hashes.length * dimensions;
  if (vectors.length === needed) return;
  throw new RangeError(
    `${hashes.length} vectors of ${dimensions} dimensions have ${needed} floats, and ${vectors.length} were given.`,
  );
}
