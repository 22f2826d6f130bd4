import type { EmbeddingSpace } from '@lexhop/graph-model';
import type { VectorRows } from '../vector-store.js';
import { VectorStore } from '../vector-store.js';
import type { Neo4jConnection } from './connection.js';
import { getVectors, knownHashes, putVectors } from './stored-vectors.js';

/** Vectors that were paid for, as `:Vector` nodes. */
export class Neo4jVectorStore extends VectorStore {
  constructor(private readonly connection: Neo4jConnection) {
    super();
  }

  override async known(space: EmbeddingSpace, hashes: readonly string[]): Promise<ReadonlySet<string>> {
    return this.connection.read((cypher) => knownHashes(cypher, space, hashes));
  }

  override async get(space: EmbeddingSpace, hashes: readonly string[]): Promise<Float32Array> {
    return this.connection.read((cypher) => getVectors(cypher, space, hashes));
  }

  override async put(space: EmbeddingSpace, rows: VectorRows): Promise<void> {
    await this.connection.write((cypher) => putVectors(cypher, space, rows));
  }
}
