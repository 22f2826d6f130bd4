import { embeddingSpaceId, type EmbeddingSpace } from '@lexhop/graph-model';
import { MissingVectorError } from '../errors/missing-vector-error.js';
import type { VectorLink, VectorRows } from '../graph-draft.js';
import { requireVectorShape } from '../vector-shape.js';
import type { Sql } from './database.js';

/** Those of the hashes that are stored. */
export async function knownHashes(sql: Sql, spaceId: number, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  const known = await sql.rows<{ hash: string }>(
    'SELECT hash FROM vector WHERE space_id = $1 AND hash = ANY($2::text[])',
    [spaceId, hashes],
  );
  return new Set(known.map(({ hash }) => hash));
}

/** Stores vectors that are not there yet: only their bytes go into the database. */
export async function insertVectors(sql: Sql, spaceId: number, space: EmbeddingSpace, rows: VectorRows): Promise<void> {
  requireVectorShape(space, rows);
  const known = await knownHashes(sql, spaceId, rows.hashes);
  const added = new Map(rows.hashes.map((hash, row) => [hash, row] as const).filter(([hash]) => !known.has(hash)));
  if (added.size === 0) return;
  const { dimensions } = space;
  const packed = new Float32Array(added.size * dimensions);
  for (const [place, row] of [...added.values()].entries()) {
    packed.set(rows.vectors.subarray(row * dimensions, (row + 1) * dimensions), place * dimensions);
  }
  await sql.run(
    `INSERT INTO vector (space_id, hash, embedding)
     SELECT $1::int, hash, substring($3::bytea FROM ((place - 1) * $4::int + 1)::int FOR $4::int)
     FROM unnest($2::text[]) WITH ORDINALITY AS given(hash, place) ORDER BY place`,
    [spaceId, [...added.keys()], new Uint8Array(packed.buffer), dimensions * 4],
  );
}

/** Links owners to stored vectors, and says how many links were new. Throws a MissingVectorError for a link to no vector. */
export async function linkVectors(
  sql: Sql,
  spaceId: number,
  space: EmbeddingSpace,
  links: readonly VectorLink[],
): Promise<number> {
  const hashes = new Map(links.map(({ owner, hash }) => [owner, hash]));
  const known = await knownHashes(sql, spaceId, [...hashes.values()]);
  const lost = links.find(({ hash }) => !known.has(hash));
  if (lost) throw new MissingVectorError(embeddingSpaceId(space), lost.hash);
  return sql.run(
    `INSERT INTO vector_link (space_id, owner, vector_id)
     SELECT $1::int, given.owner, v.id
     FROM unnest($2::text[], $3::text[]) AS given(owner, hash) JOIN vector v ON v.space_id = $1 AND v.hash = given.hash
     ORDER BY given.owner
     ON CONFLICT (space_id, owner) DO UPDATE SET vector_id = excluded.vector_id
     WHERE vector_link.vector_id <> excluded.vector_id`,
    [spaceId, [...hashes.keys()], [...hashes.values()]],
  );
}

/** Which vector of a space (its number in parameter `$place`) is linked to an owner; a scalar, so that it is looked up row by row and no join reads the whole space. */
export function vectorIdOf(place: number, owner: string): string {
  return `(SELECT l.vector_id FROM vector_link l WHERE l.space_id = $${place} AND l.owner = ${owner})`;
}

/** The embedding of an owner, in the same way. */
export function embeddingOf(place: number, owner: string): string {
  return `(SELECT v.embedding FROM vector v WHERE v.id = ${vectorIdOf(place, owner)})`;
}

/** Bytes as Postgres gave them, as floats of their own buffer, which can be transferred to another thread. */
export function asFloats(bytes: Uint8Array | null | undefined): Float32Array {
  // A Buffer's own slice would share the pool it was cut from.
  return bytes ? new Float32Array(new Uint8Array(bytes).buffer) : new Float32Array();
}
