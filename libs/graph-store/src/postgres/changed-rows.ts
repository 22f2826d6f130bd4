import { openEnd } from '@lexhop/graph-model';
import { type Statement, statement } from '@lexhop/postgres';
import { vectorIdOf } from './stored-vectors.js';
import { edges, type Fields, fieldsOf, keywordsOfEdge, named, nodes, questions } from './tables.js';

/*
 * In every statement $1 is the graph, $2 the build that the span ends with, $3 the build after which it begins, $4 the limit, $5 the embedding
 * space (not used for edges), and from $6 on the key after which the page begins. A row that ends after the span counts as open.
 */
export type Span = readonly [graphId: number, upTo: number, after: number];
type Bounds = readonly [...Span, limit: number, spaceId: number, ...key: unknown[]];
type Changed = {
  readonly page: readonly never[] | null;
  readonly embeddings: Uint8Array | null;
  readonly last: string | null;
};

const opened = 't.since > $3 AND t.since <= $2';
const closed = 't.since <= $3 AND t.until > $3 AND t.until <= $2';
const renewed = 't.since <= $3 AND t.until > $2 AND t.renewed > $3 AND t.renewed <= $2';
const end = (until: string) => `CASE WHEN ${until} > $2 THEN ${openEnd} ELSE ${until} END`;

interface RowPage {
  readonly fields: Fields;
  readonly key: readonly string[];
  /** What stands for the key after which the page begins. */
  readonly given: string;
  readonly which: string;
  /** Whose vectors come along; none where absent. */
  readonly owner?: string;
}

/** A page of rows in order of their key. */
function rowPage(table: string, { fields, key, given, which, owner }: RowPage) {
  const keyOf = (row: string) => key.map((column) => `${row}.${column}`).join(', ');
  return statement<Bounds, Changed>(`
WITH page AS MATERIALIZED (
  SELECT t.*, ${owner === undefined ? 'NULL::bigint' : vectorIdOf(5, owner)} AS vector_id
  FROM ${table} t WHERE t.graph_id = $1 AND (${keyOf('t')}) > (${given}) AND (${which}) AND $5::int IS NOT NULL
  ORDER BY ${keyOf('t')} LIMIT $4
)
SELECT json_agg((SELECT json_strip_nulls(row_to_json(row)) FROM (
    SELECT ${named(fields, 'p')}, p.since, ${end('p.until')} AS until, CASE WHEN p.vector_id IS NOT NULL THEN true END AS "hasVector"
  ) row) ORDER BY ${keyOf('p')}) AS page,
  string_agg((SELECT v.embedding FROM vector v WHERE v.id = p.vector_id), ''::bytea ORDER BY ${keyOf('p')})
    FILTER (WHERE p.vector_id IS NOT NULL) AS embeddings,
  (SELECT json_build_array(${keyOf('l')})::text FROM page l ORDER BY ${key.map((column) => `l.${column} DESC`).join(', ')} LIMIT 1) AS last
FROM page p`);
}

const nodePage = { fields: fieldsOf(nodes), key: ['id', 'since'], given: '$6::text, $7::int' };
const questionPage = {
  fields: fieldsOf(questions),
  key: ['direction', 'id', 'since'],
  given: '$6::direction, $7::text, $8::int',
};

/** Only incoming questions are searched for and need their vectors; the matches of outgoing ones are edges already. */
const searchedQuestion = "CASE WHEN t.direction = 'incoming' THEN t.id END";

/** The places of an edge: one for each pair of rows of its two nodes that exist at the same time. */
const placements = (edge: string) => `
  SELECT t.*, s.since AS source_since, n.since AS target_since,
    greatest(t.since, s.since, n.since) AS placed, least(t.until, s.until, n.until) AS ended
  FROM ${edge} t
  JOIN node s ON s.graph_id = $1 AND s.id = t.source AND s.since < t.until AND s.until > t.since
  JOIN node n ON n.graph_id = $1 AND n.id = t.target
    AND n.since < least(t.until, s.until) AND n.until > greatest(t.since, s.since)`;

/** Edges that the span opened or closed, or whose nodes it opened or closed. No place of any other edge begins or ends in the span. */
const touched = {
  opened: `t.since > $3 OR t.source IN (${nodesThat(opened)}) OR t.target IN (${nodesThat(opened)})`,
  closed: `t.until <= $2 OR t.source IN (${nodesThat(closed)}) OR t.target IN (${nodesThat(closed)})`,
} as const;
const inSpan = {
  opened: 'placed > $3 AND placed <= $2',
  closed: 'placed <= $3 AND ended > $3 AND ended <= $2',
} as const;

function nodesThat(which: string): string {
  return `SELECT t.id FROM node t WHERE t.graph_id = $1 AND ${which}`;
}

function edgePage(of: 'opened' | 'closed') {
  const { text: _text, ...fields } = fieldsOf(edges);
  return statement<Bounds, Changed>(`
WITH looked AS MATERIALIZED (
  SELECT * FROM edge t WHERE t.graph_id = $1 AND (t.id, t.since) > ($6::text, $7::int) AND $5::int IS NOT NULL
    AND t.since <= $2 AND t.until > $3 AND (${touched[of]})
  ORDER BY t.id, t.since LIMIT $4
),
placed AS (
  SELECT ${named(fields, 'p')}, p.source_since AS "sourceSince", p.target_since AS "targetSince", p.placed AS since, ${end('p.ended')} AS until,
    coalesce(i.text, p.text) AS text, ${keywordsOfEdge('p')} AS keywords
  FROM (${placements('looked')}) p
  LEFT JOIN LATERAL (${questionOf('incoming')}) i ON true
  LEFT JOIN LATERAL (${questionOf('outgoing')}) o ON true
  WHERE ${inSpan[of]}
)
SELECT json_agg(json_strip_nulls(row_to_json(placed)) ORDER BY id, since) AS page, NULL::bytea AS embeddings,
  (SELECT json_build_array(id, since)::text FROM looked ORDER BY id DESC, since DESC LIMIT 1) AS last
FROM placed`);
}

/** A question with the same id has the same text, so any of its rows will do. */
function questionOf(direction: 'incoming' | 'outgoing'): string {
  return `SELECT q.text, q.keywords FROM question q
    WHERE q.graph_id = $1 AND q.direction = '${direction}' AND q.id = p.${direction}_question LIMIT 1`;
}

/** How a kind of rows is read page by page. */
export interface ChangedPages {
  readonly opened: Statement<Bounds, Changed>;
  readonly closed: Statement<Bounds, Changed>;
  /** The key before all others. */
  readonly first: readonly unknown[];
}

export const changedRows = {
  nodes: {
    opened: rowPage('node', { ...nodePage, which: opened, owner: 't.owner' }),
    closed: rowPage('node', { ...nodePage, which: `(${closed}) OR (${renewed})` }),
    first: ['', 0],
  },
  questions: {
    opened: rowPage('question', { ...questionPage, which: opened, owner: searchedQuestion }),
    closed: rowPage('question', { ...questionPage, which: closed }),
    first: ['incoming', '', 0],
  },
  edges: { opened: edgePage('opened'), closed: edgePage('closed'), first: ['', 0] },
} as const satisfies Record<string, ChangedPages>;

/** Rows of all kinds that a span opened, closed or renewed. */
export const countChanges = statement<Span, { count: number }>(`
SELECT (SELECT count(*) FROM node t WHERE t.graph_id = $1 AND ((${opened}) OR (${closed}) OR (${renewed})))
  + (SELECT count(*) FROM question t WHERE t.graph_id = $1 AND ((${opened}) OR (${closed})))
  + (SELECT count(*) FROM (${placements('edge')} WHERE t.graph_id = $1 AND t.since <= $2 AND t.until > $3
      AND ((${touched.opened}) OR (${touched.closed}))) p
    WHERE (${inSpan.opened}) OR (${inSpan.closed})) AS count`);
