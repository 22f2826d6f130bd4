import type { SchemaChange } from '../change-schema.js';

/**
 * The texts of articles and incoming questions once more, by single characters: ranked by both, they are found as the index in
 * memory finds them, which knows characters and bigrams (measured: docs/measurements.md).
 *
 * Two full-text indexes of the same properties in the same order would be one: articles have them in another order, and questions
 * their keywords too.
 */
export const characters: readonly SchemaChange[] = [
  characterIndex('article_characters', 'FOR (n:Article) ON EACH [n.text, n.headingPath, n.statuteTitle]'),
  characterIndex('incoming_characters', 'FOR (n:Incoming) ON EACH [n.text, n.keywords]'),
];

function characterIndex(name: string, on: string): SchemaChange {
  const options = "OPTIONS { indexConfig: { `fulltext.analyzer`: 'standard-no-stop-words' } }";
  return { name, statement: `CREATE FULLTEXT INDEX $name IF NOT EXISTS ${on} ${options}` };
}
