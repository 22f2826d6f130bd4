import { renewedFields } from '../live-node.js';
import type { Sql } from './database.js';
import { drafted, edges, matches, nodes, questions } from './tables.js';
import {
  alive,
  type Clause,
  closeRows,
  closeRowsBefore,
  columnOf,
  isSame,
  openEnd,
  replaceRows,
  type Writer,
} from './versioned-table.js';

/** Makes `desired` the build's nodes of a scope, and closes what belonged to nodes that were closed. */
export async function replaceNodes(
  sql: Sql,
  writer: Writer,
  clauses: { readonly scope: Clause; readonly desired: Clause },
): Promise<void> {
  const { closed } = await replaceRows<{ id: string }>(sql, nodes, writer, clauses);
  await renewNodes(sql, writer, clauses.desired);
  if (closed.length > 0)
    await closeRowsOf(
      sql,
      writer,
      closed.map(({ id }) => id),
    );
}

/** Closes the matches and question edges from or to any of these questions. */
export async function closeMatchesOf(
  sql: Sql,
  writer: Writer,
  closed: readonly { readonly direction: string; readonly id: string }[],
): Promise<void> {
  if (closed.length === 0) return;
  const parameters = [JSON.stringify(closed.map(({ id }) => id))];
  await closeRows(sql, matches, writer, { sql: `t.outgoing = ANY(${given})`, parameters });
  await closeRows(sql, matches, writer, { sql: `t.incoming = ANY(${given})`, parameters });
}

/** Ends all rows of the builds before: a build that is not made from the active one begins with nothing. */
export async function closeEverythingBefore(sql: Sql, writer: Writer): Promise<void> {
  for (const table of [nodes, drafted, questions, matches, edges]) await closeRowsBefore(sql, table, writer);
}

/** The same, at its first call for a build; to look for such rows costs as much as to close them. */
export async function emptyOnce(sql: Sql, writer: Writer): Promise<void> {
  const first = await sql.run('UPDATE build SET emptied = true WHERE graph_id = $1 AND number = $2 AND NOT emptied', [
    writer.graphId,
    writer.number,
  ]);
  if (first > 0) await closeEverythingBefore(sql, writer);
}

/** The ids in parameter $3, as an array that an index can be searched with. */
const given = 'ARRAY(SELECT json_array_elements_text($3::json))';

/** Closes question edges by their nodes, which have an index, and then by their questions. */
export async function closeQuestionEdgesOf(
  sql: Sql,
  writer: Writer,
  nodeIds: readonly string[],
  closed: readonly { readonly id: string }[],
): Promise<void> {
  if (closed.length === 0) return;
  const parameters = [JSON.stringify(nodeIds), JSON.stringify(closed.map(({ id }) => id))];
  const those = 'ARRAY(SELECT json_array_elements_text($4::json))';
  for (const [end, question] of [
    ['source', 'outgoing_question'],
    ['target', 'incoming_question'],
  ] as const) {
    await closeRows(sql, edges, writer, {
      sql: `t.${end} = ANY(${given}) AND t.${question} = ANY(${those})`,
      parameters,
    });
  }
}

/** A node that was only changed keeps the citation and hierarchy edges that lead to it: they name it, not its text. */
async function closeRowsOf(sql: Sql, writer: Writer, nodeIds: readonly string[]): Promise<void> {
  const parameters = [JSON.stringify(nodeIds)];
  await closeRows(sql, drafted, writer, { sql: `t.node_id = ANY(${given})`, parameters });
  const closed = await closeRows<{ direction: string; id: string }>(sql, questions, writer, {
    sql: `t.node_id = ANY(${given})`,
    parameters,
  });
  await closeMatchesOf(sql, writer, closed);
  await closeQuestionEdgesOf(sql, writer, nodeIds, closed);
  await closeRows(sql, edges, writer, { sql: `t.source = ANY(${given})`, parameters });
  const isGone = `NOT EXISTS (SELECT FROM node n WHERE ${alive(1, 2, 'n')} AND n.id = t.target)`;
  await closeRows(sql, edges, writer, { sql: `t.target = ANY(${given}) AND ${isGone}`, parameters });
}

/** What changes without changing what an article says is renewed in its row. */
async function renewNodes(sql: Sql, writer: Writer, desired: Clause): Promise<void> {
  const columns = renewedFields.map(columnOf);
  const renewed = columns.map((column) => `d.${column}`).join(', ');
  await sql.run(
    `UPDATE node t SET (${columns.join(', ')}) = ROW (${renewed}) FROM (${desired.sql}) d
     WHERE t.graph_id = $1 AND t.since <= $2 AND t.until = ${openEnd} AND t.id = d.id AND (${isSame(nodes)})
       AND (${columns.map((column) => `t.${column}`).join(', ')}) IS DISTINCT FROM (${renewed})`,
    [writer.graphId, writer.number, ...desired.parameters],
  );
}
