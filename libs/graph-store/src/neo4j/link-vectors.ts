import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import { byCodeUnits } from '../code-unit-order.js';
import { MissingVectorError } from '../errors.js';
import type { VectorLink } from '../vector-store.js';
import type { Cypher } from './connection.js';
import { spaceHashOf } from './space-hash.js';
import { linkVectors as linkStatement } from './statements/embedding/link-vectors.js';
import { knownHashes } from './stored-vectors.js';

/** Links owners to stored vectors, and says how many links were new. Throws a MissingVectorError for a link to no vector. */
export async function linkVectors(
  cypher: Cypher,
  space: EmbeddingSpace,
  links: readonly VectorLink[],
): Promise<number> {
  const hashes = new Map(links.map(({ owner, hash }) => [owner, hash]));
  const known = await knownHashes(cypher, space, [...new Set(hashes.values())]);
  const lost = links.find(({ hash }) => !known.has(hash));
  if (lost) throw new MissingVectorError(embeddingSpaceId(space), lost.hash);
  const prefix = spaceHashOf(space);
  const rows = [...hashes].map(([owner, hash]) => ({ key: `${prefix}/${owner}`, hash }));
  rows.sort((one, other) => byCodeUnits(one.key, other.key));
  const { count } = await cypher.row<{ count: number }>(linkStatement, { rows });
  return count;
}
