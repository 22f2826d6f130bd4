import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import { byCodeUnits } from '../code-unit-order.js';
import { MissingVectorError } from '../errors.js';
import type { VectorRows } from '../vector-store.js';
import { requireVectorShape } from '../vector-store.js';
import { vectorsOfBytes } from './bytes-of-vectors.js';
import type { Cypher } from './connection.js';
import { spaceHashOf } from './space-hash.js';
import { insertVectors } from './statements/vectors/insert-vectors.js';
import { knownVectors } from './statements/vectors/known-vectors.js';
import { readVectors } from './statements/vectors/read-vectors.js';

/** Vectors sent and read at once. */
const batch = 1_000;

/** Those of the hashes that are stored. */
export async function knownHashes(
  cypher: Cypher,
  space: EmbeddingSpace,
  hashes: readonly string[],
): Promise<ReadonlySet<string>> {
  const known = await cypher.rows<{ hash: string }>(knownVectors, { keys: keysOf(space, hashes) });
  return new Set(known.map(({ hash }) => hash));
}

/** Stores vectors that are not there yet: their bytes, which are read four times as fast as lists of numbers. */
export async function putVectors(cypher: Cypher, space: EmbeddingSpace, rows: VectorRows): Promise<void> {
  requireVectorShape(space, rows);
  const places = new Map(rows.hashes.map((hash, place) => [hash, place]));
  const known = await knownHashes(cypher, space, [...places.keys()]);
  // In order of key, so that two workers never wait for each other.
  const added = [...places.keys()].filter((hash) => !known.has(hash)).sort(byCodeUnits);
  for (let from = 0; from < added.length; from += batch) {
    const hashes = added.slice(from, from + batch);
    const keys = keysOf(space, hashes);
    const sent = hashes.map((hash, place) => {
      return { key: keys[place], hash, bytes: bytesOf(rowAt(rows.vectors, space, places.get(hash) ?? 0)) };
    });
    await cypher.rows(insertVectors, { space: embeddingSpaceId(space), rows: sent });
  }
}

/** The vectors of these hashes, in their order. Throws a MissingVectorError for one that is not stored. */
export async function getVectors(
  cypher: Cypher,
  space: EmbeddingSpace,
  hashes: readonly string[],
): Promise<Float32Array> {
  const { dimensions } = space;
  const vectors = new Float32Array(hashes.length * dimensions);
  for (let from = 0; from < hashes.length; from += batch) {
    const wanted = hashes.slice(from, from + batch);
    const keys = keysOf(space, [...new Set(wanted)]);
    const stored = await cypher.rows<{ hash: string; bytes: Int8Array }>(readVectors, { keys });
    const found = new Map(stored.map(({ hash, bytes }) => [hash, bytes]));
    for (const [place, hash] of wanted.entries()) {
      const bytes = found.get(hash);
      if (!bytes) throw new MissingVectorError(embeddingSpaceId(space), hash);
      vectors.set(vectorsOfBytes([bytes]), (from + place) * dimensions);
    }
  }
  return vectors;
}

function keysOf(space: EmbeddingSpace, hashes: readonly string[]): readonly string[] {
  const prefix = spaceHashOf(space);
  return hashes.map((hash) => `${prefix}/${hash}`);
}

function rowAt(vectors: Float32Array, { dimensions }: EmbeddingSpace, row: number): Float32Array {
  return vectors.subarray(row * dimensions, (row + 1) * dimensions);
}

function bytesOf(floats: Float32Array): Int8Array {
  return new Int8Array(floats.buffer, floats.byteOffset, floats.byteLength);
}
