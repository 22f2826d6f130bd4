import { createHash } from 'node:crypto';
import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import type { Neo4jConnection } from './connection.js';
import type { SchemaChange } from './migrations.js';
import { changeSchema } from './schema.js';

declare const checked: unique symbol;

/** Eight hexadecimal digits that stand for an embedding space in names of properties and indexes. */
export type SpaceHash = string & { readonly [checked]: true };

/** The hash of a space. Nothing else is ever put into the text of a statement, so it has a type of its own. */
export function spaceHashOf(space: EmbeddingSpace): SpaceHash {
  return createHash('sha256').update(embeddingSpaceId(space)).digest('hex').slice(0, 8) as SpaceHash;
}

/** The property in which articles and questions carry their vector of a space. */
export function embeddingProperty(hash: SpaceHash): string {
  return `embedding_${hash}`;
}

/** The vector index over the articles of a space. */
export function articleIndex(hash: SpaceHash): string {
  return `article_embedding_${hash}`;
}

/** The vector index over the incoming questions of a space. */
export function incomingIndex(hash: SpaceHash): string {
  return `incoming_embedding_${hash}`;
}

/** What has a vector index. */
export type Searched = 'articles' | 'incoming';

/**
 * Makes a vector index of a space where it is not there. It fills itself in the background, and can be searched once `awaitIndexes` has returned.
 * It is not quantised: so it finds more of the true neighbours, in less memory. What searches filter by is in the index itself, so that rows of
 * other graphs and builds never take the places of those that are wanted.
 */
export function beginVectorIndex(connection: Neo4jConnection, space: EmbeddingSpace, of: Searched): Promise<void> {
  const hash = spaceHashOf(space);
  const { dimensions } = space;
  const versioned = ['graph', 'since', 'until'];
  const articles = { label: 'Article', filters: [...versioned, 'repealed', 'abolished', 'statuteId'], dimensions };
  const incoming = { label: 'Incoming', filters: versioned, dimensions };
  return changeSchema(
    connection,
    of === 'articles'
      ? vectorIndex(articleIndex(hash), hash, articles)
      : vectorIndex(incomingIndex(hash), hash, incoming),
  );
}

function vectorIndex(
  name: string,
  hash: SpaceHash,
  of: { readonly label: string; readonly filters: readonly string[]; readonly dimensions: number },
): SchemaChange {
  const filters = of.filters.map((property) => `n.${property}`).join(', ');
  const statement = `CYPHER 25
CREATE VECTOR INDEX $name IF NOT EXISTS FOR (n:${of.label}) ON n.${embeddingProperty(hash)} WITH [${filters}]
OPTIONS { indexConfig: {
  \`vector.dimensions\`: ${of.dimensions}, \`vector.similarity_function\`: 'cosine', \`vector.quantization.type\`: 'NONE'
} }`;
  return { name, statement };
}
