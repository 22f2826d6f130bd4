import { createHash } from 'node:crypto';
import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';

declare const checked: unique symbol;

/** Eight hexadecimal digits that stand for an embedding space in keys and in names of properties and indexes. */
export type SpaceHash = string & { readonly [checked]: true };

/** The only thing that is ever put into a statement's text, which is why it has a type of its own. */
export function spaceHashOf(space: EmbeddingSpace): SpaceHash {
  return createHash('sha256').update(embeddingSpaceId(space)).digest('hex').slice(0, 8) as SpaceHash;
}

/** The property in which articles and incoming questions carry their vector of a space. */
export function embeddingProperty(hash: SpaceHash): string {
  return `embedding_${hash}`;
}
