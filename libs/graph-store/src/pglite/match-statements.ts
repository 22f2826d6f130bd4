import type { RangedRows } from '../edge-draft.js';
import { matchFields, nodeFields } from './tables.js';
import { embeddingOf } from './stored-vectors.js';
import { alive, fieldsOf, openEnd } from './versioned-table.js';

/** $1 graph, $2 build, $3 size of a range, of questions $4 direction → from, to, count. */
export function rangesOf(of: RangedRows): string {
  return `
SELECT min(id) AS "from", max(id) AS "to", count(*)::int AS count
FROM (SELECT t.id, (row_number() OVER (ORDER BY t.id) - 1) / $3::int AS range FROM ${rowsOf(of)}) numbered
GROUP BY range ORDER BY range`;
}

function rowsOf(of: RangedRows): string {
  if (of === 'nodes') return `node t WHERE ${alive(1, 2)}`;
  if (of !== 'rematched') return `question t WHERE t.direction = $4::direction AND ${alive(1, 2)}`;
  return `(SELECT m.source AS id FROM match m
    WHERE m.graph_id = $1 AND (m.since = $2 OR (m.until = $2 AND m.until < ${openEnd}))
    UNION SELECT e.source FROM edge e
    WHERE e.graph_id = $1 AND e.until = $2 AND e.until < ${openEnd} AND e.kind = 'question') t
    WHERE EXISTS (SELECT FROM node n WHERE ${alive(1, 2, 'n')} AND n.id = t.id)`;
}

/** $1 graph, $2 build, $3 space, $4 after, $5 up to, $6 limit, $7 direction, $8 only new → questions, embeddings, missing: the first id without a vector. */
export const questionPage = `
WITH page AS MATERIALIZED (
  SELECT t.id, t.node_id, t.keywords, t.since = $2 AS is_new FROM question t
  WHERE ${alive(1, 2)} AND t.direction = $7::direction AND t.id > $4 AND ($5::text IS NULL OR t.id <= $5)
    AND (NOT $8::boolean OR t.since = $2)
  ORDER BY t.id LIMIT $6
),
embedded AS (SELECT page.*, ${embeddingOf(3, 'page.id')} AS embedding FROM page)
SELECT
  json_agg(json_build_object('id', id, 'nodeId', node_id, 'keywords', keywords, 'isNew', is_new) ORDER BY id) AS questions,
  string_agg(embedding, ''::bytea ORDER BY id) AS embeddings,
  min(id) FILTER (WHERE embedding IS NULL) AS missing
FROM embedded`;

/** $1 graph, $2 build, $3 after, $4 up to, $5 limit → matches in order of outgoing id; those of a question are closed with it. */
export const matchPage = matchesWhere('true');

/** The same, of the nodes $6. */
export const matchPageOfSources = matchesWhere('t.source = ANY($6::text[])');

function matchesWhere(condition: string): string {
  return `
SELECT ${fieldsOf(matchFields)} FROM match t
WHERE ${alive(1, 2)} AND ${condition} AND t.outgoing > $3 AND ($4::text IS NULL OR t.outgoing <= $4)
ORDER BY t.outgoing LIMIT $5`;
}

/** $1 graph, $2 build, $3 from, $4 to → nodes. */
export const nodesOfRange = `
SELECT ${fieldsOf(nodeFields)}, t.since = $2 AS "isNew" FROM node t
WHERE ${alive(1, 2)} AND t.id >= $3 AND t.id <= $4 ORDER BY t.id`;
