import { type ArticleNode, embeddingSpaceId, type EmbeddingSpace } from '@lexhop/graph-model';
import { type Sql, statement } from '@lexhop/postgres';
import { MissingVectorError } from '../errors.js';

/** Which stored vector belongs to an owner: every vector is stored once, under its space and the hash of the prepared text (role included). */
export interface VectorLink {
  readonly owner: string;
  readonly hash: string;
}

/** Vectors of one space: `hashes[i]` names row i of `vectors`, rows of the space's dimensions, unit length. */
export interface VectorRows {
  readonly hashes: readonly string[];
  readonly vectors: Float32Array;
}

/** A row with the vector of what it is about; null where it has none. */
export interface EmbeddedRow {
  readonly embedding: Uint8Array | null;
}

const statements = {
  known: statement<[spaceId: number, hashes: readonly string[]], { hash: string }>(
    'SELECT hash FROM vector WHERE space_id = $1 AND hash = ANY($2::text[])',
  ),
  insert: statement<[spaceId: number, hashes: readonly string[], packed: Uint8Array, bytes: number]>(
    `INSERT INTO vector (space_id, hash, embedding)
     SELECT $1::int, hash, substring($3::bytea FROM ((place - 1) * $4::int + 1)::int FOR $4::int)
     FROM unnest($2::text[]) WITH ORDINALITY AS given(hash, place) ORDER BY hash
     ON CONFLICT (space_id, hash) DO NOTHING`,
  ),
  link: statement<[spaceId: number, owners: readonly string[], hashes: readonly string[]]>(
    `INSERT INTO vector_link (space_id, owner, vector_id)
     SELECT $1::int, given.owner, v.id
     FROM unnest($2::text[], $3::text[]) AS given(owner, hash) JOIN vector v ON v.space_id = $1 AND v.hash = given.hash
     ORDER BY given.owner
     ON CONFLICT (space_id, owner) DO UPDATE SET vector_id = excluded.vector_id
     WHERE vector_link.vector_id <> excluded.vector_id`,
  ),
} as const;

/**
 * The owner of a node's vector: the node *and* its text, `J0070017:87-1@<first 16 hex digits of the content hash>`,
 * so that a changed node is an owner without a vector. A question is its own owner, by its id.
 */
export function vectorOwnerOf(node: Pick<ArticleNode, 'id' | 'contentHash'>): string {
  return `${node.id}@${node.contentHash.slice(0, 16)}`;
}

/** Those of the hashes under which a vector of the space is stored. */
export async function knownHashes(sql: Sql, spaceId: number, hashes: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set((await sql.rows(statements.known, [spaceId, hashes])).map(({ hash }) => hash));
}

/** Stores vectors that are not there yet: only their bytes go into the database. Throws a RangeError unless there is one row for every hash. */
export async function insertVectors(sql: Sql, spaceId: number, space: EmbeddingSpace, rows: VectorRows): Promise<void> {
  const { dimensions } = space;
  const needed = rows.hashes.length * dimensions;
  if (rows.vectors.length !== needed) {
    const shape = `${rows.hashes.length} vectors of ${dimensions} dimensions have ${needed} floats`;
    throw new RangeError(`${shape}, and ${rows.vectors.length} were given.`);
  }
  const known = await knownHashes(sql, spaceId, rows.hashes);
  const added = new Map(rows.hashes.map((hash, row) => [hash, row] as const).filter(([hash]) => !known.has(hash)));
  if (added.size === 0) return;
  const packed = new Float32Array(added.size * dimensions);
  for (const [place, row] of [...added.values()].entries()) {
    packed.set(rows.vectors.subarray(row * dimensions, (row + 1) * dimensions), place * dimensions);
  }
  await sql.run(statements.insert, [spaceId, [...added.keys()], new Uint8Array(packed.buffer), dimensions * 4]);
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
  return sql.run(statements.link, [spaceId, [...hashes.keys()], [...hashes.values()]]);
}

/** The id of the vector that is linked to an owner in a space, whose number is in parameter `$place`. It is a scalar, which the planner looks up row by row; a join would read the whole space. */
export function vectorIdOf(place: number, owner: string): string {
  return `(SELECT l.vector_id FROM vector_link l WHERE l.space_id = $${place} AND l.owner = ${owner})`;
}

/** The embedding of an owner, looked up in the same way. */
export function embeddingOf(place: number, owner: string): string {
  return `(SELECT v.embedding FROM vector v WHERE v.id = ${vectorIdOf(place, owner)})`;
}

/**
 * The vectors of rows, packed in their order, in a buffer of their own, which can be transferred to another thread. Postgres sends a page of vectors
 * row by row in half the time that it takes for one value of several megabytes.
 */
export function packedVectors(rows: readonly EmbeddedRow[]): Float32Array {
  const packed = new Uint8Array(rows.reduce((sum, { embedding }) => sum + (embedding?.length ?? 0), 0));
  let at = 0;
  for (const { embedding } of rows) {
    if (!embedding) continue;
    packed.set(embedding, at);
    at += embedding.length;
  }
  return new Float32Array(packed.buffer);
}
