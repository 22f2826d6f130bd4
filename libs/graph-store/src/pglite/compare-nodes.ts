import type { Build, BuildComparison } from '@lexhop/graph-model';
import type { Sql } from './database.js';
import { closeEverythingBefore, replaceNodes } from './replace-nodes.js';
import { nodeFields, versionedTables } from './tables.js';
import { alive, columnOf, openEnd, undoRows, type Writer } from './versioned-table.js';

/** Statutes with changes are named up to so many. */
const statutesNamed = 200;

/** Brings the build's nodes in line with the graph's statutes, from what the build before left, whatever this build did already. */
export async function compareNodes(sql: Sql, writer: Writer, build: Build): Promise<BuildComparison> {
  if (build.comparison) {
    for (const table of versionedTables) await undoRows(sql, table, writer.graphId, writer.number);
  }
  if (!writer.reopen) await closeEverythingBefore(sql, writer);
  const { levels, statutes = null } = build.settings;
  const columns = Object.keys(nodeFields).map(columnOf).join(', ');
  await replaceNodes(sql, writer, {
    desired: {
      sql: `SELECT ${columns} FROM statute_node
        WHERE graph_id = $1 AND level = ANY($3::text[]) AND ($4::text[] IS NULL OR statute_id = ANY($4))`,
      parameters: [levels, statutes],
    },
    scope: { sql: 'true', parameters: [] },
  });
  return comparisonOf(sql, writer);
}

interface Found {
  readonly opened: number;
  readonly closed: number;
  readonly unchanged: number;
  readonly ids_changed: boolean;
  readonly changed_statutes: readonly string[];
}

/** Read from what stands in the table, so that a comparison done twice says the same. */
async function comparisonOf(sql: Sql, { graphId, number }: Writer): Promise<BuildComparison> {
  const [found] = await sql.rows<Found>(comparison, [graphId, number]);
  if (!found) throw new Error('A comparison is always one row.');
  const { opened, closed, unchanged, ids_changed: idsChanged, changed_statutes: changed } = found;
  const named = changed.length > statutesNamed ? {} : { changedStatutes: [...changed] };
  return { opened, closed, unchanged, idsChanged, ...named };
}

const comparison = `
WITH opened AS MATERIALIZED (
  SELECT id, statute_id, statute_title, abolished FROM node WHERE graph_id = $1 AND since = $2
),
closed AS MATERIALIZED (
  SELECT id, statute_id, statute_title, abolished FROM node WHERE graph_id = $1 AND until = $2 AND until < ${openEnd}
),
named AS (
  -- An id or a title on one side only, or a statute abolished or in force again (a namesake steps in): citations lead elsewhere than before.
  (SELECT id, statute_title, abolished FROM opened EXCEPT SELECT id, statute_title, abolished FROM closed)
  UNION ALL
  (SELECT id, statute_title, abolished FROM closed EXCEPT SELECT id, statute_title, abolished FROM opened)
)
SELECT
  (SELECT count(*) FROM opened)::int AS opened,
  (SELECT count(*) FROM closed)::int AS closed,
  (SELECT count(*) FROM node t WHERE ${alive(1, 2)} AND t.since < $2)::int AS unchanged,
  EXISTS (SELECT FROM named) AS ids_changed,
  (SELECT coalesce(json_agg(statute_id), '[]') FROM (
    SELECT statute_id FROM opened UNION SELECT statute_id FROM closed ORDER BY statute_id LIMIT ${statutesNamed + 1}
  ) changed) AS changed_statutes`;
