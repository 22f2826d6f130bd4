import { openEnd } from '@lexhop/graph-model';
import { type Parameters, type Sql, statement, type Statement } from '@lexhop/postgres';
import { columnsOf, fieldsOf, jsonRows, named, type VersionedTable, versionedTables } from './tables.js';

/*
 * The intervals of graph-model in SQL. In every statement on versioned rows $1 is the graph and $2 the build.
 */

/** Which rows the build sees. */
export function visible(alias = 't'): string {
  return `${alias}.graph_id = $1 AND ${alias}.since <= $2 AND ${alias}.until > $2`;
}

/**
 * The same rows, where they are looked up by their key or read in its order. Of a table that looks empty the planner would take the index by `since`,
 * and read every row of the build for each one that is looked for; `+ 0` keeps it from that.
 */
export function visibleByKey(alias = 't'): string {
  return `${alias}.graph_id = $1 AND ${alias}.since + 0 <= $2 AND ${alias}.until > $2`;
}

/** Which rows the build closed, whether it opened others for them or not. The bound repeats the partial indexes' condition, so that they can be used. */
export function closedByBuild(alias = 't'): string {
  return `${alias}.graph_id = $1 AND ${alias}.until = $2 AND ${alias}.until < ${openEnd}`;
}

/** Which rows the build opened. */
export function openedByBuild(alias = 't'): string {
  return `${alias}.graph_id = $1 AND ${alias}.since = $2`;
}

/** Which rows no build has closed. */
export function isOpen(alias = 't'): string {
  return `${alias}.until = ${openEnd}`;
}

/** The first two parameters of every statement on versioned rows: the number of the graph, and that of the build. */
export type At = readonly [graphId: number, number: number];
type With = readonly [...At, ...unknown[]];

/** A build that writes. */
export interface Writer {
  readonly at: At;
  /** Whether rows of the build before stay where they are found again. */
  readonly keepsRows: boolean;
}

function onKey({ key }: VersionedTable, one: string, other: string): string {
  const equal = Object.keys(key).map(
    (field) => `${columnsOf({ [field]: '' }, one)} = ${columnsOf({ [field]: '' }, other)}`,
  );
  return equal.join(' AND ');
}

/**
 * Closes rows that the build sees. Rows that it opened itself are deleted, because no other build has seen them. The rows are found again by
 * their place in the table, so that no wrong estimate of the planner can make that slow.
 */
function closing(table: VersionedTable, which: string): string {
  return `going AS MATERIALIZED (
      SELECT ${columnsOf(table.key, 't')}, t.since, t.ctid AS place FROM ${table.name} t WHERE ${visible()} AND ${which}
    ),
    deleted AS (DELETE FROM ${table.name} t USING going WHERE t.ctid = going.place AND going.since = $2),
    ended AS (UPDATE ${table.name} t SET until = $2 FROM going WHERE t.ctid = going.place AND going.since < $2)
    SELECT ${named(table.key, 'going')} FROM going`;
}

/** Closes the rows that the build sees in a scope, whose parameters begin at $3, and says which. */
export function closeStatement<Key = unknown>(table: VersionedTable, scope: string): Statement<With, Key> {
  return statement(`WITH ${closing(table, scope)}`);
}

/** The statements that make a scope of a table hold what is desired. */
export interface Replacement<Key> {
  readonly close: Statement<With, Key>;
  readonly reopen: Statement<With, unknown>;
  readonly insert: Statement<With, unknown>;
}

/**
 * Makes what is desired all that the build sees of a scope.
 * @param scope which rows `t`; its parameters come after those of `desired`. Absent: all, which are then compared as a whole
 * @param desired a query of the table's columns, whose parameters begin at $3; unless said, $3 is a JSON array of the rows
 */
export function replacement<Key = unknown>(
  table: VersionedTable,
  scope?: string,
  desired = jsonRows(fieldsOf(table), 3),
): Replacement<Key> {
  const { name, isSame, key } = table;
  const columns = columnsOf(fieldsOf(table));
  // The planner looks a scalar up row by row. It makes EXISTS a join, which would read every row of the build for each page.
  const sameKey = (rows: string) => `SELECT t.since FROM ${name} t WHERE ${rows} AND ${onKey(table, 't', 'd')}`;
  const isKept = `EXISTS (SELECT FROM desired d WHERE ${onKey(table, 'd', 't')} AND (${isSame}))`;
  return {
    close: statement(
      `WITH desired AS MATERIALIZED (${narrowed(table, desired)}), ${closing(table, `${scope === undefined ? '' : `(${scope}) AND `}NOT ${isKept}`)}`,
    ),
    reopen: statement(
      `UPDATE ${name} t SET until = ${openEnd} FROM (${desired}) d
       WHERE t.graph_id = $1 AND t.until = $2 AND ${onKey(table, 't', 'd')} AND (${isSame})
         AND EXISTS (SELECT FROM ${name} c WHERE ${closedByBuild('c')})`,
    ),
    insert: statement(
      `INSERT INTO ${name} (graph_id, since, ${columns})
       SELECT $1::int, $2::int, ${columnsOf(fieldsOf(table), 'd')} FROM (${desired}) d
       WHERE ${scope === undefined ? `NOT EXISTS (${sameKey(visible())})` : `(${sameKey(visibleByKey())} LIMIT 1) IS NULL`}
       ORDER BY ${columnsOf(key, 'd')}`,
    ),
  };
}

/** Selects only what is compared, because the texts of all nodes of a graph would fill the memory. */
function narrowed({ key, values, isSame }: VersionedTable, desired: string): string {
  const compared = Object.entries(values).filter(([field]) => isSame.includes(columnsOf({ [field]: '' }, 'd')));
  return `SELECT ${columnsOf({ ...key, ...Object.fromEntries(compared) })} FROM (${desired}) given`;
}

/**
 * Replaces the rows of a scope, and says which rows were closed and how many opened. A row that stays the same is left as it is. A row that this
 * build has closed is reopened where it is desired again.
 */
export async function replaceRows<Key>(
  sql: Sql,
  { close, reopen, insert }: Replacement<Key>,
  { at, keepsRows }: Writer,
  { desired, scope = [] }: { readonly desired: Parameters; readonly scope?: Parameters },
): Promise<{ readonly closed: readonly Key[]; readonly opened: number }> {
  const closed = await sql.rows(close, [...at, ...desired, ...scope]);
  const reopened = keepsRows ? await sql.run(reopen, [...at, ...desired]) : 0;
  const inserted = await sql.run(insert, [...at, ...desired]);
  return { closed, opened: reopened + inserted };
}

const closeBefore = statementOf(
  (table) => `UPDATE ${table} SET until = $2 WHERE graph_id = $1 AND since < $2 AND until = ${openEnd}`,
);
const deleteOpened = statementOf((table) => `DELETE FROM ${table} t WHERE ${openedByBuild()}`);
const reopenClosed = statementOf((table) => `UPDATE ${table} t SET until = ${openEnd} WHERE ${closedByBuild()}`);
const deleteEnded = statementOf(
  (table) => `DELETE FROM ${table} WHERE graph_id = $1 AND until <= $2 AND until < ${openEnd}`,
);

/** Closes every row of the builds before. */
export async function closeRowsBefore(sql: Sql, at: At, tables = versionedTables): Promise<void> {
  for (const table of tables) await sql.run(closeBefore(table), at);
}

/** Undoes all that a build has written: deletes the rows that it opened, and reopens those that it closed. */
export async function undoRows(sql: Sql, at: At): Promise<void> {
  for (const table of versionedTables) {
    await sql.run(deleteOpened(table), at);
    await sql.run(reopenClosed(table), at);
  }
}

/** Deletes what only builds before `oldest` can see, and says how many rows. */
export async function collectRows(sql: Sql, graphId: number, oldest: number): Promise<number> {
  let deleted = 0;
  for (const table of versionedTables) deleted += await sql.run(deleteEnded(table), [graphId, oldest]);
  return deleted;
}

function statementOf(text: (table: string) => string): ({ name }: VersionedTable) => Statement<At, unknown> {
  return ({ name }) => statement(text(name));
}
