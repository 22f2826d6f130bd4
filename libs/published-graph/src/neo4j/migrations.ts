/** An index or a constraint that is made where it is not there. */
export interface SchemaChange {
  readonly name: string;
  /** With the name as parameter `$name`, and IF NOT EXISTS. */
  readonly statement: string;
}

/**
 * A node's key is unique. Rows are found by their key, by `since` (what a build opened) and by `until` (what it closed), so that a page, a
 * build that is dropped and a collection touch their own rows only.
 *
 * Texts are indexed in one script, by bigrams and by single characters. Ranked by both they are found as the index in memory finds them
 * (measured: docs/measurements.md). Neo4j takes two full-text indexes of the same properties in the same order for one; so the indexes by
 * characters have them in another order, or have keywords, too.
 */
const keysAndIndexes: readonly SchemaChange[] = [
  ...['Graph', 'Build', 'Article', 'PseudoQuery'].map((label) => ({
    name: `${label.toLowerCase()}_key`,
    statement: `CREATE CONSTRAINT $name IF NOT EXISTS FOR (n:${label}) REQUIRE n.key IS UNIQUE`,
  })),
  ...nodeIndexes('Build', { number: ['number'] }),
  ...nodeIndexes('Article', { id: ['id'], since: ['since'], until: ['until'] }),
  ...nodeIndexes('PseudoQuery', { id: ['id'], node: ['nodeId'], since: ['since'], until: ['until'] }),
  ...['LEADS_TO', 'CITES', 'CONTAINS', 'NEXT'].flatMap((type) => relationshipIndexes(type, ['since', 'until', 'id'])),
  textIndex('article_text', 'FOR (n:Article) ON EACH [n.searchedTitle, n.searchedHeadings, n.searchedText]', 'cjk'),
  textIndex('incoming_text', 'FOR (n:Incoming) ON EACH [n.searchedText]', 'cjk'),
  textIndex(
    'article_characters',
    'FOR (n:Article) ON EACH [n.searchedText, n.searchedHeadings, n.searchedTitle]',
    'standard-no-stop-words',
  ),
  textIndex(
    'incoming_characters',
    'FOR (n:Incoming) ON EACH [n.searchedText, n.searchedKeywords]',
    'standard-no-stop-words',
  ),
];

/** The same indexes for the relationships that the law's words state, other than citations. */
const relationIndexes: readonly SchemaChange[] = ['DELEGATES', 'PENALISES', 'DEFINES', 'APPLIES', 'EXCEPTS'].flatMap(
  (type) => relationshipIndexes(type, ['since', 'until', 'id']),
);

/** The steps that bring a database to its present form, in order: step n is at place n - 1. A step that was released never changes. */
export const migrations: readonly (readonly SchemaChange[])[] = [keysAndIndexes, relationIndexes];

function nodeIndexes(label: string, indexes: Readonly<Record<string, readonly string[]>>): SchemaChange[] {
  return Object.entries(indexes).map(([name, properties]) => ({
    name: `${label.toLowerCase()}_${name}`,
    statement: `CREATE INDEX $name IF NOT EXISTS FOR (n:${label}) ON (n.graph, ${properties.map((property) => `n.${property}`).join(', ')})`,
  }));
}

function relationshipIndexes(type: string, properties: readonly string[]): SchemaChange[] {
  return properties.map((property) => ({
    name: `${type.toLowerCase()}_${property}`,
    statement: `CREATE INDEX $name IF NOT EXISTS FOR ()-[r:${type}]-() ON (r.graph, r.${property})`,
  }));
}

function textIndex(name: string, on: string, analyzer: string): SchemaChange {
  const options = `OPTIONS { indexConfig: { \`fulltext.analyzer\`: '${analyzer}' } }`;
  return { name, statement: `CREATE FULLTEXT INDEX $name IF NOT EXISTS ${on} ${options}` };
}
