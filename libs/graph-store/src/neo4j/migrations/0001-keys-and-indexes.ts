import type { SchemaChange } from '../change-schema.js';

const keyed = [
  'Graph',
  'Build',
  'BuildFailure',
  'DoneBatch',
  'Statute',
  'StatuteNode',
  'BankEntry',
  'Article',
  'PseudoQuery',
  'Draft',
  'Vector',
  'VectorLink',
];

/**
 * One node of a key, and what rows are looked for by.
 *
 * Rows of a graph are read in order of id, found by the build that opened them (`since`) and by the one that ended them (`until`):
 * a page, an abandoned build or a collection touches its own rows and no others.
 */
export const keysAndIndexes: readonly SchemaChange[] = [
  ...keyed.map((label) => ({
    name: `${label.toLowerCase()}_key`,
    statement: `CREATE CONSTRAINT $name IF NOT EXISTS FOR (n:${label}) REQUIRE n.key IS UNIQUE`,
  })),
  ...nodeIndexes('Build', { number: ['number'], state: ['state'] }),
  ...nodeIndexes('Statute', { id: ['id'] }),
  ...nodeIndexes('StatuteNode', { id: ['id'] }),
  ...nodeIndexes('BankEntry', { article: ['article'] }),
  ...nodeIndexes('Article', { id: ['id'], owner: ['owner'], since: ['since', 'owner'], until: ['until'] }),
  ...nodeIndexes('Draft', { node: ['nodeId'], since: ['since'], until: ['until'] }),
  ...nodeIndexes('PseudoQuery', {
    id: ['id'],
    direction: ['direction', 'id'],
    node: ['nodeId'],
    since: ['since', 'id'],
    until: ['until'],
  }),
  ...relationshipIndexes('MATCHES', ['since', 'until']),
  ...relationshipIndexes('LEADS_TO', ['since', 'until', 'id']),
  ...relationshipIndexes('CITES', ['since', 'until', 'id']),
  ...relationshipIndexes('CONTAINS', ['since', 'until', 'id']),
  ...relationshipIndexes('NEXT', ['since', 'until', 'id']),
  textIndex('article_text', 'FOR (n:Article) ON EACH [n.statuteTitle, n.headingPath, n.text]'),
  textIndex('incoming_text', 'FOR (n:Incoming) ON EACH [n.text]'),
];

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

/** Of bigrams: Chinese has no spaces. */
function textIndex(name: string, on: string): SchemaChange {
  const options = "OPTIONS { indexConfig: { `fulltext.analyzer`: 'cjk' } }";
  return { name, statement: `CREATE FULLTEXT INDEX $name IF NOT EXISTS ${on} ${options}` };
}
