import type { EmbeddingSpace } from '@lexhop/graph-model';
import type { VectorRows } from './graph-draft.js';

/** Every vector that was ever paid for, once: keyed by embedding space and the hash of the prepared text (role included). */
export abstract class VectorStore {
  /** Those of the hashes that are stored; order is not promised. */
  abstract known(space: EmbeddingSpace, hashes: readonly string[]): Promise<ReadonlySet<string>>;

  /** The vectors of these hashes, in their order. Throws a MissingVectorError for one that is not stored. */
  abstract get(space: EmbeddingSpace, hashes: readonly string[]): Promise<Float32Array>;

  abstract put(space: EmbeddingSpace, rows: VectorRows): Promise<void>;
}
