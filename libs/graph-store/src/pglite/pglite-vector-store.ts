import { embeddingSpaceId, type EmbeddingSpace } from '@lexhop/graph-model';
import { MissingVectorError } from '../errors/missing-vector-error.js';
import type { VectorRows } from '../graph-draft.js';
import { VectorStore } from '../vector-store.js';
import type { Database } from './database.js';
import { ensureSpace, findSpace } from './graphs.js';
import { asFloats, insertVectors, knownHashes } from './stored-vectors.js';

export class PgliteVectorStore extends VectorStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async known(space: EmbeddingSpace, hashes: readonly string[]): Promise<ReadonlySet<string>> {
    return knownHashes(this.database, await findSpace(this.database, space), hashes);
  }

  override async get(space: EmbeddingSpace, hashes: readonly string[]): Promise<Float32Array> {
    const spaceId = await findSpace(this.database, space);
    const [found] = await this.database.rows<{ embeddings: Uint8Array | null; missing: string | null }>(
      `SELECT string_agg(v.embedding, ''::bytea ORDER BY place) AS embeddings,
         (array_agg(given.hash ORDER BY place) FILTER (WHERE v.id IS NULL))[1] AS missing
       FROM unnest($2::text[]) WITH ORDINALITY AS given(hash, place)
       LEFT JOIN vector v ON v.space_id = $1 AND v.hash = given.hash`,
      [spaceId, hashes],
    );
    const missing = found?.missing;
    if (typeof missing === 'string') throw new MissingVectorError(embeddingSpaceId(space), missing);
    return asFloats(found?.embeddings);
  }

  override async put(space: EmbeddingSpace, rows: VectorRows): Promise<void> {
    await this.database.transaction(async (sql) => insertVectors(sql, await ensureSpace(sql, space), space, rows));
  }
}
