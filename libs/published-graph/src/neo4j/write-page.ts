import type { Build, Direction } from '@lexhop/graph-model';
import type { ChangedRows, PlacedEdge } from '@lexhop/graph-store';
import type { PageChanges } from '../published-graph.js';
import { type Cypher, type Statement, statement } from './connection.js';
import { edgeTypes, type EdgeType, propertiesOf, typeOf } from './edge-row.js';
import {
  articleFields,
  nodeKey,
  type Nodes,
  openedArticles,
  openedQuestions,
  type OpenedRow,
  questionKey,
  type Questions,
} from './node-row.js';
import { embeddingProperty, spaceHashOf } from './space.js';

type Rows = { rows: readonly object[] };
type OfEmbedding = OfGraph & { property: string };
type OfGraph = Rows & { graph: string };

/**
 * Statements that create a node `n` of a label for each row, {properties, vector}, and do more with it in the same pass: to look a node up again,
 * for its vector or its relationships, would cost that once more.
 */
function opening(label: string, more = '') {
  const create = `UNWIND $rows AS row CREATE (n:${label}) SET n = row.properties`;
  return {
    /** Vectors become lists of 32-bit floats. */
    embedded: statement<OfEmbedding>(
      `${create} WITH n, row CALL db.create.setNodeVectorProperty(n, $property, row.vector) ${more}`,
    ),
    plain: statement<OfGraph>(`${create} ${more}`),
  };
}

/** Links a question `n` that was just created with the articles that exist in the same builds. */
const hang = (type: 'ANSWERS' | 'RAISES') => `
WITH n
MATCH (a:Article {graph: $graph, id: n.nodeId})
WHERE a.since < n.until AND a.until > n.since
CREATE (a)-[:${type}]->(n)`;

const openEdge = (type: EdgeType): Statement<Rows, { count: number }> =>
  statement(`
UNWIND $rows AS row
MATCH (a:Article {key: row.source})
MATCH (b:Article {key: row.target})
CREATE (a)-[e:${type}]->(b)
SET e = row.properties
RETURN count(*) AS count`);

const closeEdge = (type: EdgeType): Statement<OfGraph, { count: number }> =>
  statement(`
UNWIND $rows AS row
MATCH ()-[e:${type} {graph: $graph, id: row.id}]->()
WHERE e.since = row.since
SET e.until = row.until
RETURN count(*) AS count`);

const ofEveryType = <Given>(make: (type: EdgeType) => Given) =>
  Object.fromEntries(edgeTypes.map((type) => [type, make(type)])) as Readonly<Record<EdgeType, Given>>;

const statements = {
  openArticles: opening('Article'),
  openIncoming: opening('PseudoQuery:Incoming', hang('ANSWERS')),
  openOutgoing: opening('PseudoQuery:Outgoing', hang('RAISES')),
  /** Changes articles of earlier builds: their fields, and where they end. */
  changeArticles: statement<Rows>('UNWIND $rows AS row MATCH (n:Article {key: row.key}) SET n += row.properties'),
  closeQuestions: statement<Rows>('UNWIND $rows AS row MATCH (n:PseudoQuery {key: row.key}) SET n.until = row.until'),
  /** Links questions of earlier builds with articles that were created now. */
  hangKept: statement<OfGraph & { base: number }>(`
UNWIND $rows AS row
MATCH (n:Article {key: row.key})
MATCH (q:PseudoQuery {graph: $graph, nodeId: n.id})
WHERE q.since <= $base AND q.since < n.until AND q.until > n.since
FOREACH (i IN CASE WHEN q.direction = 'incoming' THEN [q] ELSE [] END | CREATE (n)-[:ANSWERS]->(i))
FOREACH (o IN CASE WHEN q.direction = 'outgoing' THEN [q] ELSE [] END | CREATE (n)-[:RAISES]->(o))`),
  openEdges: ofEveryType(openEdge),
  closeEdges: ofEveryType(closeEdge),
} as const;

/** Writes a page of a build's changes on top of a published build, in a transaction that also moves the build's cursor, so that it is written once. */
export async function writePage(cypher: Cypher, build: Build, base: number, page: PageChanges): Promise<void> {
  switch (page.part) {
    case 'closedNodes':
      return changeNodes(cypher, build, page.changed);
    case 'closedQuestions':
      return closeQuestions(cypher, build, page.changed);
    case 'closedEdges':
      return closeEdges(cypher, build, page.changed);
    case 'openedNodes':
      return openNodes(cypher, build, base, page.changed);
    case 'openedQuestions':
      return openQuestions(cypher, build, page.changed);
    case 'openedEdges':
      return openEdges(cypher, build, page.changed);
  }
}

type Edges = ChangedRows<PlacedEdge>;

async function changeNodes(cypher: Cypher, { graph }: Build, { rows }: Nodes): Promise<void> {
  const changed = rows.map((row) => ({ key: nodeKey(graph, row.id, row.since), properties: articleFields(row) }));
  await cypher.rows(statements.changeArticles, { rows: changed });
}

async function closeQuestions(cypher: Cypher, { graph }: Build, { rows }: Questions): Promise<void> {
  const closed = rows.map((row) => ({ key: questionKey(graph, row), until: row.until }));
  await cypher.rows(statements.closeQuestions, { rows: closed });
}

async function openNodes(cypher: Cypher, build: Build, base: number, nodes: Nodes): Promise<void> {
  const { graph } = build;
  const opened = openedArticles(graph, nodes);
  await openRows(cypher, build, statements.openArticles, opened);
  if (base === 0) return;
  await cypher.rows(statements.hangKept, { graph, base, rows: opened.map(({ properties: { key } }) => ({ key })) });
}

async function openQuestions(cypher: Cypher, build: Build, questions: Questions): Promise<void> {
  const opened = openedQuestions(build.graph, questions);
  const of = (direction: Direction) => opened.filter((_, place) => questions.rows[place]?.direction === direction);
  await openRows(cypher, build, statements.openIncoming, of('incoming'));
  await openRows(cypher, build, statements.openOutgoing, of('outgoing'));
}

async function openEdges(cypher: Cypher, build: Build, { rows }: Edges): Promise<void> {
  const { graph } = build;
  const given = rows.map((edge) => ({
    type: typeOf(edge),
    source: nodeKey(graph, edge.source, edge.sourceSince),
    target: nodeKey(graph, edge.target, edge.targetSince),
    properties: { ...propertiesOf(edge), graph, since: edge.since, until: edge.until },
  }));
  await writeEdges(build, 'ends of edges', given, (type, ofType) =>
    cypher.row(statements.openEdges[type], { rows: ofType }),
  );
}

async function closeEdges(cypher: Cypher, build: Build, { rows }: Edges): Promise<void> {
  const { graph } = build;
  const given = rows.map((edge) => ({ type: typeOf(edge), id: edge.id, since: edge.since, until: edge.until }));
  await writeEdges(build, 'edges', given, (type, ofType) =>
    cypher.row(statements.closeEdges[type], { graph, rows: ofType }),
  );
}

/** Writes edges, type by type. Throws where the server lacks what some of them need. */
async function writeEdges<Row extends { readonly type: EdgeType }>(
  { graph, number }: Build,
  needed: string,
  rows: readonly Row[],
  write: (type: EdgeType, rows: readonly Row[]) => Promise<{ readonly count: number }>,
): Promise<void> {
  for (const type of edgeTypes) {
    const ofType = rows.filter((row) => row.type === type);
    const lacking = ofType.length === 0 ? 0 : ofType.length - (await write(type, ofType)).count;
    if (lacking === 0) continue;
    throw new Error(
      `Neo4j lacks ${lacking} ${needed} that build ${number} of graph ${graph} stands on: somebody else has written there.`,
    );
  }
}

async function openRows(
  cypher: Cypher,
  { graph, space }: Build,
  { embedded, plain }: ReturnType<typeof opening>,
  rows: readonly OpenedRow[],
): Promise<void> {
  const [withVector, without] = [rows.filter(({ vector }) => vector), rows.filter(({ vector }) => !vector)];
  if (without.length > 0) await cypher.rows(plain, { graph, rows: without });
  if (withVector.length === 0 || !space) return;
  await cypher.rows(embedded, { graph, property: embeddingProperty(spaceHashOf(space)), rows: withVector });
}
