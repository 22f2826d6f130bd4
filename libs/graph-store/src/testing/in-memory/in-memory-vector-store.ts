import { embeddingSpaceId, type EmbeddingSpace } from '@lexhop/graph-model';
import { MissingVectorError } from '../../errors/missing-vector-error.js';
import type { VectorRows } from '../../graph-draft.js';
import { requireVectorShape } from '../../vector-shape.js';
import { VectorStore } from '../../vector-store.js';
import type { MemorySpace, MemoryState } from './memory-state.js';

export class InMemoryVectorStore extends VectorStore {
  constructor(private readonly state: MemoryState) {
    super();
  }

  override async known(space: EmbeddingSpace, hashes: readonly string[]): Promise<ReadonlySet<string>> {
    const { vectors } = this.state.space(space);
    return new Set(hashes.filter((hash) => vectors.has(hash)));
  }

  override async get(space: EmbeddingSpace, hashes: readonly string[]): Promise<Float32Array> {
    const { vectors } = this.state.space(space);
    return packed(
      space,
      hashes.map((hash) => vectorOf(vectors, space, hash)),
    );
  }

  override async put(space: EmbeddingSpace, rows: VectorRows): Promise<void> {
    putVectors(this.state.space(space), space, rows);
  }
}

/** Stores vectors that are not there yet. */
export function putVectors({ vectors }: MemorySpace, space: EmbeddingSpace, rows: VectorRows): void {
  requireVectorShape(space, rows);
  const { dimensions } = space;
  for (const [row, hash] of rows.hashes.entries()) {
    if (!vectors.has(hash)) vectors.set(hash, rows.vectors.slice(row * dimensions, (row + 1) * dimensions));
  }
}

export function vectorOf(
  vectors: ReadonlyMap<string, Float32Array>,
  space: EmbeddingSpace,
  hash: string,
): Float32Array {
  const vector = vectors.get(hash);
  if (!vector) throw new MissingVectorError(embeddingSpaceId(space), hash);
  return vector;
}

/** Vectors side by side in one array. */
export function packed({ dimensions }: EmbeddingSpace, vectors: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(vectors.length * dimensions);
  for (const [row, vector] of vectors.entries()) all.set(vector, row * dimensions);
  return all;
}
