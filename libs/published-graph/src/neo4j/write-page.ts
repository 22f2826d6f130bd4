import { type ArticleNode, type Build, type Interval, type PseudoQuery } from '@lexhop/graph-model';
import type { ChangedRows, PlacedEdge } from '@lexhop/graph-store';
import neo4j from 'neo4j-driver';
import type { PageChanges } from '../published-graph.js';
import { type Cypher, type Statement, statement } from './connection.js';
import { edgeTypes, type EdgeType, propertiesOf, typeOf } from './edge-row.js';
import { embeddingProperty, spaceHashOf } from './space.js';

type Row = Readonly<Record<string, unknown>>;
type Rows = { rows: readonly Row[] };
type OfEmbedding = Rows & { property: string };
type OfGraph = Rows & { graph: string };

/** A row {key, properties: a map, vector}; of one label. */
const open = (label: string, more = '') => `
UNWIND $rows AS row
CREATE (n:${label})
SET n = row.properties
${more}`;

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

const ofEveryType = <Given>(make: (type: EdgeType) => Given): Readonly<Record<EdgeType, Given>> => ({
  LEADS_TO: make('LEADS_TO'),
  CITES: make('CITES'),
  CONTAINS: make('CONTAINS'),
  NEXT: make('NEXT'),
});

const statements = {
  openArticles: statement<Rows>(open('Article')),
  /** A row of before: what it is renewed to, and where it ends. */
  changeArticles: statement<Rows>('UNWIND $rows AS row MATCH (n:Article {key: row.key}) SET n += row.properties'),
  changeQuestions: statement<Rows>('UNWIND $rows AS row MATCH (n:PseudoQuery {key: row.key}) SET n.until = row.until'),
  openIncoming: statement<Rows>(open('PseudoQuery:Incoming')),
  openOutgoing: statement<Rows>(open('PseudoQuery:Outgoing')),
  embedArticles: statement<OfEmbedding>(`
UNWIND $rows AS row
MATCH (n:Article {key: row.key})
CALL db.create.setNodeVectorProperty(n, $property, row.vector)`),
  embedQuestions: statement<OfEmbedding>(`
UNWIND $rows AS row
MATCH (n:PseudoQuery {key: row.key})
CALL db.create.setNodeVectorProperty(n, $property, row.vector)`),
  /** Hangs questions on the articles that live when they do. */
  hangIncoming: statement<Rows>(hanging('(n)-[:ANSWERS]->(q)')),
  hangOutgoing: statement<Rows>(hanging('(n)-[:RAISES]->(q)')),
  /** Hangs questions of before on articles opened now. */
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

function hanging(pattern: string): string {
  return `
UNWIND $rows AS row
MATCH (q:PseudoQuery {key: row.key})
MATCH (n:Article {graph: q.graph, id: q.nodeId})
WHERE n.since < q.until AND n.until > q.since
CREATE ${pattern}`;
}

/** Writes a page of a build's changes on top of a published build. Each page is written once: see the cursor of a build. */
export async function writePage(cypher: Cypher, build: Build, base: number, page: PageChanges): Promise<void> {
  switch (page.part) {
    case 'closedNodes':
      return changeNodes(cypher, build, page.changed);
    case 'closedQuestions': {
      const rows = page.changed.rows.map(({ direction, id, since, until }) => {
        return { key: questionKey(build, { direction, id, since }), until };
      });
      await cypher.rows(statements.changeQuestions, { rows });
      return;
    }
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

type Nodes = ChangedRows<ArticleNode>;
type Questions = ChangedRows<PseudoQuery>;
type Edges = ChangedRows<PlacedEdge>;

async function changeNodes(cypher: Cypher, { graph }: Build, { rows }: Nodes): Promise<void> {
  const changed = rows.map((row) => ({ key: nodeKey(graph, row.id, row.since), properties: fieldsOf(row) }));
  await cypher.rows(statements.changeArticles, { rows: changed });
}

async function openNodes(cypher: Cypher, build: Build, base: number, { rows, vectors }: Nodes): Promise<void> {
  const { graph } = build;
  const opened = rows.map((row) => {
    const key = nodeKey(graph, row.id, row.since);
    return { key, hasVector: row.hasVector, properties: { key, graph, ...fieldsOf(row) } };
  });
  await cypher.rows(statements.openArticles, { rows: opened });
  await embed(cypher, build, statements.embedArticles, { rows: opened, vectors });
  if (base > 0) await cypher.rows(statements.hangKept, { graph, base, rows: opened.map(({ key }) => ({ key })) });
}

async function openQuestions(cypher: Cypher, build: Build, { rows, vectors }: Questions): Promise<void> {
  const { graph } = build;
  const opened = rows.map((row) => {
    const key = questionKey(build, row);
    return { key, hasVector: row.hasVector, direction: row.direction, properties: { key, graph, ...fieldsOf(row) } };
  });
  const incoming = opened.filter(({ direction }) => direction === 'incoming');
  const outgoing = opened.filter(({ direction }) => direction === 'outgoing');
  await cypher.rows(statements.openIncoming, { rows: incoming });
  await cypher.rows(statements.openOutgoing, { rows: outgoing });
  await embed(cypher, build, statements.embedQuestions, { rows: opened, vectors });
  await cypher.rows(statements.hangIncoming, { rows: incoming.map(({ key }) => ({ key })) });
  await cypher.rows(statements.hangOutgoing, { rows: outgoing.map(({ key }) => ({ key })) });
}

async function openEdges(cypher: Cypher, { graph, number }: Build, { rows }: Edges): Promise<void> {
  for (const type of edgeTypes) {
    const opened = rows.filter((edge) => typeOf(edge) === type);
    if (opened.length === 0) continue;
    const given = opened.map((edge) => ({
      source: nodeKey(graph, edge.source, edge.sourceSince),
      target: nodeKey(graph, edge.target, edge.targetSince),
      properties: { ...propertiesOf(edge), graph, since: edge.since, until: edge.until },
    }));
    const { count } = await cypher.row(statements.openEdges[type], { rows: given });
    if (count !== opened.length) throw new Error(lacking(graph, number, opened.length - count, 'ends of edges'));
  }
}

async function closeEdges(cypher: Cypher, { graph, number }: Build, { rows }: Edges): Promise<void> {
  for (const type of edgeTypes) {
    const closed = rows.filter((edge) => typeOf(edge) === type);
    if (closed.length === 0) continue;
    const given = closed.map(({ id, since, until }) => ({ id, since, until }));
    const { count } = await cypher.row(statements.closeEdges[type], { graph, rows: given });
    if (count !== closed.length) throw new Error(lacking(graph, number, closed.length - count, 'edges'));
  }
}

function lacking(graph: string, number: number, count: number, what: string): string {
  return `Neo4j lacks ${count} ${what} that build ${number} of graph ${graph} stands on: somebody else has written there.`;
}

/** Vectors become lists of 32-bit floats of the rows that have one. */
async function embed(
  cypher: Cypher,
  { space }: Build,
  statement: Statement<OfEmbedding, never>,
  {
    rows,
    vectors,
  }: { readonly rows: readonly { key: string; hasVector?: boolean | undefined }[]; readonly vectors: Float32Array },
): Promise<void> {
  if (!space) return;
  const { dimensions } = space;
  const embedded = rows
    .filter(({ hasVector }) => hasVector)
    .map(({ key }, place) => {
      return { key, vector: neo4j.vector(vectors.slice(place * dimensions, (place + 1) * dimensions)) };
    });
  if (embedded.length === 0) return;
  await cypher.rows(statement, { property: embeddingProperty(spaceHashOf(space)), rows: embedded });
}

function nodeKey(graph: string, id: string, since: number): string {
  return `${graph}/${id}/${since}`;
}

function questionKey(
  { graph }: Build,
  { direction, id, since }: Pick<PseudoQuery, 'direction' | 'id'> & Pick<Interval, 'since'>,
): string {
  return `${graph}/${direction}/${id}/${since}`;
}

/** What of a row is kept there. */
function fieldsOf({ hasVector: _hasVector, ...fields }: Nodes['rows'][number] | Questions['rows'][number]): Row {
  return fields;
}
