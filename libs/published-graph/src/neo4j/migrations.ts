/** An index or a constraint that is made where it is not there. */
export interface SchemaChange {
  readonly name: string;
  /** With the name as parameter `$name`, and IF NOT EXISTS. */
  readonly statement: string;
}

/**
 * One node of a key, and what rows are looked for by: a row by its key, what a build opened by `since`, what it closed by `until`,
 * so that a page, a build that is dropped or a collection touches its own rows and no others.
 *
 * Texts are indexed in one script, by bigrams and by single characters: ranked by both, they are found as the index in memory finds them, which
 * knows both (measured: docs/measurements.md). Two full-text indexes of the same properties in the same order would be one: so the
 * ones by characters have them in another order, and of questions their keywords too.
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

/** What relationships are looked for by, of those that the law's words state beside citing. */
const relationIndexes: readonly SchemaChange[] = ['DELEGATES', 'PENALISES', 'DEFINES', 'APPLIES', 'EXCEPTS'].flatMap(
  (type) => relationshipIndexes(type, ['since', 'until', 'id']),
);

/** The steps that bring a database to its present form, in order: number n is at place n - 1. A step that was released never changes. */
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
