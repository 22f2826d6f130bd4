import type { EmbeddingSpace } from '@lexhop/graph-model';
import type { VectorRows } from './graph-draft.js';

/** Throws a RangeError unless there is one row of the space's dimensions for every hash. */
export function requireVectorShape({ dimensions }: EmbeddingSpace, { hashes, vectors }: VectorRows): void {
  const needed = hashes.length * dimensions;
  if (vectors.length === needed) return;
  throw new RangeError(
    `${hashes.length} vectors of ${dimensions} dimensions have ${needed} floats, and ${vectors.length} were given.`,
  );
}
