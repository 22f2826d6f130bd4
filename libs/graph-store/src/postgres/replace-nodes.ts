import type { ArticleNode, Build, BuildComparison } from '@lexhop/graph-model';
import { type Parameters, type Sql, statement } from '@lexhop/postgres';
import { columnsOf, drafted, edges, fieldsOf, jsonRows, matches, nodes, questions } from './tables.js';
import {
  type At,
  closedByBuild,
  closeRowsBefore,
  closeStatement,
  isOpen,
  openedByBuild,
  replaceRows,
  type Replacement,
  replacement,
  undoRows,
  visible,
  type Writer,
} from './versioned-rows.js';

/** The fields that are renewed in place in a node's row that stays: they change without changing what the node says. */
const renewedFields = [
  'statuteId',
  'number',
  'paragraph',
  'language',
  'repealed',
  'abolished',
  'modifiedOn',
  'url',
  'position',
] as const;

/** Statutes with changes are named up to so many. */
const statutesNamed = 200;

/** A node or question whose row was closed. */
interface Closed {
  readonly id: string;
}

interface NodeReplacement extends Replacement<Closed> {
  /** What changes without changing what a node says is renewed in its row. */
  readonly renew: ReturnType<typeof renewal>;
}

function nodeReplacement(desired: string, scope?: string): NodeReplacement {
  return { ...replacement<Closed>(nodes, scope, desired), renew: renewal(desired) };
}

function renewal(desired: string) {
  const fields = Object.fromEntries(renewedFields.map((field) => [field, '']));
  const renewed = columnsOf(fields, 'd');
  return statement<readonly [...At, ...unknown[]]>(
    `UPDATE node t SET (${columnsOf(fields)}, renewed) = ROW (${renewed}, $2) FROM (${desired}) d
     WHERE t.graph_id = $1 AND t.since <= $2 AND ${isOpen()} AND t.id = d.id AND (${nodes.isSame})
       AND (${columnsOf(fields, 't')}) IS DISTINCT FROM (${renewed})`,
  );
}

const byStatutes = nodeReplacement(
  `SELECT ${columnsOf(fieldsOf(nodes))} FROM statute_node
   WHERE graph_id = $1 AND level = ANY($3::text[]) AND ($4::text[] IS NULL OR statute_id = ANY($4))`,
);
const asGiven = nodeReplacement(jsonRows(fieldsOf(nodes), 3), 't.id = ANY($4::text[])');

const gone = (end: 'source' | 'target') => `NOT EXISTS (SELECT FROM node n WHERE ${visible('n')} AND n.id = t.${end})`;
const ids = 'ANY($3::text[])';
const close = {
  draftedOf: closeStatement(drafted, `t.node_id = ${ids}`),
  questionsOf: closeStatement<Closed>(questions, `t.node_id = ${ids}`),
  matchesFrom: closeStatement(matches, `t.outgoing = ${ids}`),
  matchesTo: closeStatement(matches, `t.incoming = ${ids}`),
  // By their nodes, which have an index, and then by their questions.
  edgesFromQuestions: closeStatement(edges, `t.source = ${ids} AND t.outgoing_question = ANY($4::text[])`),
  edgesToQuestions: closeStatement(edges, `t.target = ${ids} AND t.incoming_question = ANY($4::text[])`),
  // The order says which article delegates to it, so these edges are closed with the order's article.
  edgesFrom: closeStatement(edges, `t.source = ${ids} AND (t.kind <> 'delegates' OR ${gone('source')})`),
  // A node that was only changed keeps the edges that lead to it by the words of other articles and by the hierarchy: they name it, not its text.
  edgesToGone: closeStatement(edges, `t.target = ${ids} AND (t.kind = 'delegates' OR ${gone('target')})`),
} as const;

const markEmptied = statement<At>(
  'UPDATE build SET emptied = true WHERE graph_id = $1 AND number = $2 AND NOT emptied',
);

interface Compared {
  readonly opened: number;
  readonly closed: number;
  readonly unchanged: number;
  readonly idsChanged: boolean;
  readonly changedStatutes: readonly string[];
}

const comparison = statement<At, Compared>(`
WITH opened AS MATERIALIZED (
  SELECT id, statute_id, statute_title, abolished FROM node t WHERE ${openedByBuild()}
),
closed AS MATERIALIZED (
  SELECT id, statute_id, statute_title, abolished FROM node t WHERE ${closedByBuild()}
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
  (SELECT count(*) FROM node t WHERE ${visible()} AND t.since < $2)::int AS unchanged,
  EXISTS (SELECT FROM named) AS "idsChanged",
  (SELECT coalesce(json_agg(statute_id), '[]') FROM (
    SELECT statute_id FROM opened UNION SELECT statute_id FROM closed ORDER BY statute_id LIMIT ${statutesNamed + 1}
  ) changed) AS "changedStatutes"`);

/** Brings the build's nodes in line with the graph's statutes, from what the build before left, whatever this build did already. */
export async function compareNodes(sql: Sql, writer: Writer, build: Build): Promise<BuildComparison> {
  if (build.comparison) await undoRows(sql, writer.at);
  if (!writer.keepsRows) await closeRowsBefore(sql, writer.at);
  const { levels, statutes } = build.settings;
  // All nodes are compared with all: tables that were filled a moment ago look empty to the planner, which would take every pair of rows in turn.
  await sql.run('SET LOCAL enable_nestloop = off');
  const closed = await replaceNodes(sql, writer, byStatutes, { desired: [levels, statutes] });
  await sql.run('SET LOCAL enable_nestloop = on');
  await closeRowsOf(sql, writer, closed);
  // Read from what stands in the table, so that a comparison done twice says the same.
  const [found] = await sql.rows(comparison, writer.at);
  if (!found) throw new Error('A comparison is always one row.');
  const { changedStatutes, ...counts } = found;
  return { ...counts, ...(changedStatutes.length <= statutesNamed && { changedStatutes: [...changedStatutes] }) };
}

/** Makes these nodes the build's, in place of what it has under their ids; at the first call of a build that keeps no rows, those of the builds before are closed. */
export async function replaceGivenNodes(sql: Sql, writer: Writer, given: readonly ArticleNode[]): Promise<void> {
  // Looking for such rows costs as much as closing them, so it is noted that they are closed.
  const isFirst = !writer.keepsRows && (await sql.run(markEmptied, writer.at)) > 0;
  if (isFirst) await closeRowsBefore(sql, writer.at);
  const latest = new Map(given.map((node) => [node.id, node]));
  const desired = [JSON.stringify([...latest.values()])];
  const closed = await replaceNodes(sql, writer, asGiven, { desired, scope: [[...latest.keys()]] });
  await closeRowsOf(sql, writer, closed);
}

/** Says which nodes were closed. */
async function replaceNodes(
  sql: Sql,
  writer: Writer,
  { renew, ...how }: NodeReplacement,
  given: { readonly desired: Parameters; readonly scope?: Parameters },
): Promise<readonly string[]> {
  const { closed } = await replaceRows(sql, how, writer, given);
  await sql.run(renew, [...writer.at, ...given.desired]);
  return closed.map(({ id }) => id);
}

/** Closes what belonged to nodes that were closed. */
async function closeRowsOf(sql: Sql, { at }: Writer, nodeIds: readonly string[]): Promise<void> {
  if (nodeIds.length === 0) return;
  await sql.rows(close.draftedOf, [...at, nodeIds]);
  await closeMatchesAndEdgesOf(sql, at, nodeIds, await sql.rows(close.questionsOf, [...at, nodeIds]));
  await sql.rows(close.edgesFrom, [...at, nodeIds]);
  await sql.rows(close.edgesToGone, [...at, nodeIds]);
}

/** Closes the matches and question edges from or to questions of these nodes that were closed. */
export async function closeMatchesAndEdgesOf(
  sql: Sql,
  at: At,
  nodeIds: readonly string[],
  closed: readonly Closed[],
): Promise<void> {
  if (closed.length === 0) return;
  const questionIds = closed.map(({ id }) => id);
  await sql.rows(close.matchesFrom, [...at, questionIds]);
  await sql.rows(close.matchesTo, [...at, questionIds]);
  await sql.rows(close.edgesFromQuestions, [...at, nodeIds, questionIds]);
  await sql.rows(close.edgesToQuestions, [...at, nodeIds, questionIds]);
}
