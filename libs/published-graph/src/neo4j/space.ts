import { createHash } from 'node:crypto';
import { type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import type { Neo4jConnection } from './connection.js';
import type { SchemaChange } from './migrations.js';
import { awaitIndexes, changeSchema } from './schema.js';

declare const checked: unique symbol;

/** Eight hexadecimal digits that stand for an embedding space in names of properties and indexes. */
export type SpaceHash = string & { readonly [checked]: true };

/** The only thing that is ever put into a statement's text, which is why it has a type of its own. */
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

/**
 * Makes the vector indexes of a space where they are not there, and returns when they can be searched.
 * Not quantised, which finds more of the true neighbours in less memory; what a search filters by lies in the index itself,
 * so that rows of other graphs and builds never take the places of those that are looked for.
 */
export async function ensureSpaceIndexes(connection: Neo4jConnection, space: EmbeddingSpace): Promise<void> {
  const hash = spaceHashOf(space);
  const versioned = ['graph', 'since', 'until'];
  const articles = { label: 'Article', filters: [...versioned, 'repealed', 'abolished', 'statuteId'] };
  const incoming = { label: 'Incoming', filters: versioned };
  await changeSchema(connection, vectorIndex(articleIndex(hash), hash, { ...articles, dimensions: space.dimensions }));
  await changeSchema(connection, vectorIndex(incomingIndex(hash), hash, { ...incoming, dimensions: space.dimensions }));
  await awaitIndexes(connection);
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
