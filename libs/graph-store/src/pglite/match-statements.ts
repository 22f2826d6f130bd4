import type { Direction } from '@lexhop/graph-model';
import { matchFields, nodeFields } from './tables.js';
import { embeddingOf } from './stored-vectors.js';
import { alive, fieldsOf } from './versioned-table.js';

/** $1 graph, $2 build, $3 size of a range, of questions $4 direction → from, to, count. */
export function rangesOf(of: Direction | 'nodes'): string {
  const rows = of === 'nodes' ? 'node t WHERE' : 'question t WHERE t.direction = $4::direction AND';
  return `
SELECT min(id) AS "from", max(id) AS "to", count(*)::int AS count
FROM (SELECT t.id, (row_number() OVER (ORDER BY t.id) - 1) / $3::int AS range FROM ${rows} ${alive(1, 2)}) numbered
GROUP BY range ORDER BY range`;
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

/**
 * $1 graph, $2 build, $3 after, $4 up to, $5 limit → matches in order of outgoing id.
 * By source, a page ends where a source ends: it may hold more than the limit.
 */
export function matchPage(by: 'outgoing' | 'source'): string {
  return `
SELECT ${fieldsOf(matchFields)} FROM (
  SELECT t.* FROM match t
  WHERE ${alive(1, 2)} AND t.${by} > $3 AND ($4::text IS NULL OR t.${by} <= $4)
    AND ${isAsked('outgoing')} AND ${isAsked('incoming')}
  ORDER BY t.${by} FETCH FIRST $5 ROWS WITH TIES
) t ORDER BY t.outgoing`;
}

function isAsked(direction: Direction): string {
  return `(SELECT true FROM question q
    WHERE ${alive(1, 2, 'q')} AND q.direction = '${direction}' AND q.id = t.${direction}) IS NOT NULL`;
}

/** $1 graph, $2 build, $3 from, $4 to → nodes. */
export const nodesOfRange = `
SELECT ${fieldsOf(nodeFields)}, t.since = $2 AS "isNew" FROM node t
WHERE ${alive(1, 2)} AND t.id >= $3 AND t.id <= $4 ORDER BY t.id`;
