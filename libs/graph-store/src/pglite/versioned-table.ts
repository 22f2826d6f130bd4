import type { Sql } from './database.js';

/** The `until` of a row that no build has ended. */
export const openEnd = 2_147_483_647;

/** A table of rows that live from build `since` to before build `until`; at most one row of a key is alive in a build. */
export interface VersionedTable {
  readonly name: string;
  /** Fields that name a row within its graph, as they are called outside (camelCase), with their SQL types. */
  readonly key: Readonly<Record<string, string>>;
  /** The others. */
  readonly values: Readonly<Record<string, string>>;
  /** Fields that decide whether a row needs a new version. */
  readonly compared: readonly string[];
  /** How they decide it, where that is not by being equal: row `t` of the table, row `d` desired. */
  readonly same?: string;
}

/** The run that writes: its graph, its build, and whether rows that it closed itself may be reopened. */
export interface Writer {
  readonly graphId: number;
  readonly number: number;
  readonly reopen: boolean;
}

/** A part of a statement and its parameters. */
export interface Clause {
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

export function columnOf(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** Columns under the names of their fields, for reading: `t.node_id AS "nodeId"`. */
export function fieldsOf(fields: Readonly<Record<string, string>>, alias = 't'): string {
  const names = Object.keys(fields).map((field) => `${alias}.${columnOf(field)} AS "${field}"`);
  return names.join(', ');
}

/** Rows given as one JSON array in parameter `$place`, as a table that can be selected from. */
export function jsonRows(fields: Readonly<Record<string, string>>, place: number): string {
  const typed = Object.entries(fields).map(([field, type]) => `"${field}" ${type}`);
  const renamed = Object.keys(fields).map((field) => `"${field}" AS ${columnOf(field)}`);
  return `SELECT ${renamed.join(', ')} FROM json_to_recordset($${place}::json) AS given(${typed.join(', ')})`;
}

/** Which rows `t` a build sees; the numbers are places of parameters. */
export function alive(graphPlace: number, buildPlace: number, alias = 't'): string {
  return `${alias}.graph_id = $${graphPlace} AND ${alias}.since <= $${buildPlace} AND ${alias}.until > $${buildPlace}`;
}

/** When row `t` is the desired row `d` of the same key. */
export function isSame({ compared, same }: VersionedTable): string {
  const equal = compared.map(columnOf).map((column) => `t.${column} IS NOT DISTINCT FROM d.${column}`);
  return same ?? equal.join(' AND ');
}

function onKey(table: VersionedTable, one: string, other: string): string {
  const equal = Object.keys(table.key).map((field) => `${one}.${columnOf(field)} = ${other}.${columnOf(field)}`);
  return equal.join(' AND ');
}

/**
 * Makes `desired` all that the build sees of what is in scope, and says which rows were closed.
 * What is the same stays the row it is; what this build closed before is reopened where it is the same.
 * The parameters of `desired` begin at $3, those of `scope` after them.
 */
export async function replaceRows<Key>(
  sql: Sql,
  table: VersionedTable,
  writer: Writer,
  { scope, desired }: { readonly scope: Clause; readonly desired: Clause },
): Promise<{ readonly closed: readonly Key[]; readonly opened: number }> {
  const at = [writer.graphId, writer.number];
  const kept = `EXISTS (SELECT FROM desired d WHERE ${onKey(table, 'd', 't')} AND (${isSame(table)}))`;
  const closed = await sql.rows<Key>(
    `WITH desired AS MATERIALIZED (${narrowed(table, desired)}), ${closing(table, `(${scope.sql}) AND NOT ${kept}`)}`,
    [...at, ...desired.parameters, ...scope.parameters],
  );
  const reopened = writer.reopen ? await reopen(sql, table, at, desired) : 0;
  const columns = Object.keys({ ...table.key, ...table.values }).map(columnOf);
  const inserted = await sql.run(
    `INSERT INTO ${table.name} (graph_id, since, ${columns.join(', ')})
     SELECT $1::int, $2::int, ${columns.map((column) => `d.${column}`).join(', ')} FROM (${desired.sql}) d
     WHERE NOT EXISTS (SELECT FROM ${table.name} t WHERE ${alive(1, 2)} AND ${onKey(table, 't', 'd')})
     ORDER BY ${Object.keys(table.key)
       .map((field) => `d.${columnOf(field)}`)
       .join(', ')}`,
    [...at, ...desired.parameters],
  );
  return { closed, opened: reopened + inserted };
}

/** Only what is compared: of a whole graph's nodes, their texts would fill the memory. */
function narrowed({ key, compared }: VersionedTable, desired: Clause): string {
  return `SELECT ${[...Object.keys(key), ...compared].map(columnOf).join(', ')} FROM (${desired.sql}) given`;
}

function reopen(sql: Sql, table: VersionedTable, at: readonly number[], desired: Clause): Promise<number> {
  return sql.run(
    `UPDATE ${table.name} t SET until = ${openEnd} FROM (${desired.sql}) d
     WHERE t.graph_id = $1 AND t.until = $2 AND ${onKey(table, 't', 'd')} AND (${isSame(table)})
       AND EXISTS (SELECT FROM ${table.name} c WHERE c.graph_id = $1 AND c.until = $2 AND c.until < ${openEnd})`,
    [...at, ...desired.parameters],
  );
}

/** Ends the rows that a build sees in a scope, whose parameters begin at $3, and says which. */
export function closeRows<Key>(
  sql: Sql,
  table: VersionedTable,
  { graphId, number }: Writer,
  scope: Clause,
): Promise<readonly Key[]> {
  return sql.rows<Key>(`WITH ${closing(table, scope.sql)}`, [graphId, number, ...scope.parameters]);
}

/** Rows that the build opened itself were never seen by another and go. */
function closing(table: VersionedTable, which: string): string {
  const isRow = `t.graph_id = $1 AND ${onKey(table, 't', 'going')} AND t.since = going.since`;
  return `going AS MATERIALIZED (
      SELECT ${Object.keys(table.key)
        .map((field) => `t.${columnOf(field)}`)
        .join(', ')}, t.since
      FROM ${table.name} t WHERE ${alive(1, 2)} AND ${which}
    ),
    deleted AS (DELETE FROM ${table.name} t USING going WHERE ${isRow} AND t.since = $2),
    ended AS (UPDATE ${table.name} t SET until = $2 FROM going WHERE ${isRow} AND t.since < $2)
    SELECT ${fieldsOf(table.key, 'going')} FROM going`;
}

/** Ends every row of the builds before. */
export async function closeRowsBefore(sql: Sql, table: VersionedTable, writer: Writer): Promise<void> {
  await sql.run(`UPDATE ${table.name} SET until = $2 WHERE graph_id = $1 AND since < $2 AND until = ${openEnd}`, [
    writer.graphId,
    writer.number,
  ]);
}

/** As if the build had never written: rows it opened go, rows it closed reopen. */
export async function undoRows(sql: Sql, table: VersionedTable, graphId: number, number: number): Promise<void> {
  await sql.run(`DELETE FROM ${table.name} WHERE graph_id = $1 AND since = $2`, [graphId, number]);
  // The bound repeats the partial index's condition, so that it can be used.
  await sql.run(
    `UPDATE ${table.name} SET until = ${openEnd} WHERE graph_id = $1 AND until = $2 AND until < ${openEnd}`,
    [graphId, number],
  );
}

/** Deletes what only builds before `oldest` could see, and says how many rows. */
export function collectRows(sql: Sql, table: VersionedTable, graphId: number, oldest: number): Promise<number> {
  return sql.run(`DELETE FROM ${table.name} WHERE graph_id = $1 AND until <= $2 AND until < ${openEnd}`, [
    graphId,
    oldest,
  ]);
}
