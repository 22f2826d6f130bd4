import { codeOf, jsonOf } from '@lexhop/foundation';
import { type Database, type Sql, sqlOn } from '@lexhop/postgres';
import { z } from 'zod';
import { BackupError } from './errors.js';

const rowsAtATime = 500;
/** Characters of rows that are sent at a time, about. */
const charactersAtATime = 4_000_000;

/** Tables that are no part of the books: the record of migrations, the turns at providers, and the batches that workers have begun. */
const leftOut = ['migration', 'rate_channel', 'begun_batch'];

interface Table {
  readonly name: string;
  /** Stored columns, without computed ones. */
  readonly columns: readonly string[];
  /** A column that counts by itself. */
  readonly identity: string | null;
}

const headerSchema = z.object({ lexhop: z.literal('backup'), version: z.number(), at: z.string() });
const tableSchema = z.object({ table: z.string() });
const endSchema = z.object({ rows: z.number() });

/** In an order in which every table comes after those that it refers to. */
async function tablesIn(sql: Sql): Promise<readonly Table[]> {
  return sql.rows<Table>(
    `SELECT c.table_name::text AS name,
       array_agg(quote_ident(c.column_name) ORDER BY c.ordinal_position) FILTER (WHERE c.is_generated = 'NEVER') AS columns,
       max(c.column_name::text) FILTER (WHERE c.is_identity = 'YES') AS identity
     FROM information_schema.columns c
     JOIN information_schema.tables t USING (table_schema, table_name)
     WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE' AND c.table_name::text <> ALL($1::text[])
     GROUP BY c.table_name
     ORDER BY (SELECT count(*) FROM pg_constraint r WHERE r.conrelid = quote_ident(c.table_name)::regclass AND r.contype = 'f'), c.table_name`,
    [leftOut],
  );
}

async function versionOf(sql: Sql): Promise<number> {
  const [latest] = await sql.rows<{ version: number }>('SELECT max(number) AS version FROM migration');
  return latest?.version ?? 0;
}

/** All of the books as lines of text, and back: graphs with every build, question banks, vectors, ledger, paid replies, keys, changes. */
export class BooksBackup {
  constructor(private readonly database: Database) {}

  /** The books as they are at one moment, whatever is written meanwhile: a line of JSON each, with its line end. */
  async *lines(): AsyncGenerator<string> {
    const client = await this.database.connectApart();
    const sql = sqlOn(client);
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      yield lineOf({ lexhop: 'backup', version: await versionOf(sql), at: new Date().toISOString() });
      let rows = 0;
      for (const { name } of await tablesIn(sql)) {
        yield lineOf({ table: name });
        for await (const page of pagesOf(sql, name)) {
          rows += page.length;
          yield page.map(({ row }) => `${row}\n`).join('');
        }
      }
      yield lineOf({ rows });
    } finally {
      const broken = await client.query('ROLLBACK').then(
        () => false,
        () => true,
      );
      client.release(broken);
    }
  }

  /**
   * Fills empty books, all or nothing; returns how many rows there are. Throws a BackupError for lines that are no whole backup of books in
   * this form, and where the books are not empty.
   */
  async restore(lines: AsyncIterable<string>): Promise<number> {
    const given = lines[Symbol.asyncIterator]();
    // Books with a graph are refused before they are locked: the lock would stop those who read them, and could meet them in a deadlock.
    await refuseGraphs(this.database);
    // Sending the file may take an hour, and it is sent only once.
    return this.database.transactionApart(async (sql) => {
      const tables = await tablesIn(sql);
      await refuseUnlessEmpty(sql, tables);
      await refuseOtherForm(sql, await nextOf(given));
      return fill(sql, tables, given);
    });
  }
}

/** The rows of a table, inside a transaction. */
async function* pagesOf(sql: Sql, name: string): AsyncGenerator<readonly { readonly row: string }[]> {
  await sql.rows(`DECLARE backed_up NO SCROLL CURSOR FOR SELECT row_to_json(t)::text AS row FROM ${quoted(name)} t`);
  for (;;) {
    const page = await sql.rows<{ row: string }>(`FETCH ${rowsAtATime} FROM backed_up`);
    if (page.length === 0) break;
    yield page;
  }
  await sql.rows('CLOSE backed_up');
}

async function refuseUnlessEmpty(sql: Sql, tables: readonly Table[]): Promise<void> {
  // So that nobody else begins anything in them meanwhile.
  await sql.run(`LOCK TABLE ${tables.map(({ name }) => quoted(name)).join(', ')} IN ACCESS EXCLUSIVE MODE`);
  await refuseGraphs(sql);
  // The keys and the record of changes come from the backup.
  await sql.run('DELETE FROM api_key');
  await sql.run('DELETE FROM audit_entry');
}

async function refuseGraphs(sql: Sql): Promise<void> {
  const [graph] = await sql.rows<{ name: string }>('SELECT name FROM graph LIMIT 1');
  if (graph)
    throw new BackupError(
      `the books have a graph ${graph.name} already; restore into an empty data directory or database`,
    );
}

async function refuseOtherForm(sql: Sql, line: string | undefined): Promise<void> {
  const header = headerSchema.safeParse(jsonOf(line ?? ''));
  if (!header.success) throw new BackupError('this is no backup of the books');
  const here = await versionOf(sql);
  const { version } = header.data;
  if (version !== here)
    throw new BackupError(
      `it is of books in form ${version}, and these are in form ${here}; restore it with the LexHop that made it`,
    );
}

async function fill(sql: Sql, tables: readonly Table[], lines: AsyncIterator<string>): Promise<number> {
  let rows = 0;
  let table: Table | undefined;
  let page: string[] = [];
  let size = 0;
  const save = async () => {
    if (table && page.length > 0) await insert(sql, table, page);
    page = [];
    size = 0;
  };
  for (let line = await nextOf(lines); line !== undefined; line = await nextOf(lines)) {
    const mark = markOf(line);
    if (mark && 'table' in mark) {
      await save();
      table = tableOf(tables, mark.table);
    } else if (mark?.rows === rows) {
      await save();
      await setCounters(sql, tables);
      return rows;
    } else {
      rows += 1;
      page.push(line);
      size += line.length;
      if (page.length === rowsAtATime || size > charactersAtATime) await save();
    }
  }
  throw new BackupError(`it is cut short, after ${rows} rows`);
}

/** The line that a table begins with, or the last one; no table has a first column of such a name. */
function markOf(line: string): z.infer<typeof tableSchema> | z.infer<typeof endSchema> | undefined {
  if (!/^\{"(?:table|rows)":/.test(line)) return undefined;
  return z.union([tableSchema, endSchema]).safeParse(jsonOf(line)).data;
}

function tableOf(tables: readonly Table[], wanted: string): Table {
  const table = tables.find(({ name }) => name === wanted);
  if (table) return table;
  throw new BackupError(`it has a table ${wanted.slice(0, 100)}, which these books do not have`);
}

async function insert(sql: Sql, { name, columns, identity }: Table, page: readonly string[]): Promise<void> {
  const into = columns.join(', ');
  try {
    await sql.run(
      `INSERT INTO ${quoted(name)} (${into}) ${identity === null ? '' : 'OVERRIDING SYSTEM VALUE'}
       SELECT ${into} FROM json_populate_recordset(NULL::${quoted(name)}, $1::json)`,
      [`[${page.join(',')}]`],
    );
  } catch (thrown) {
    // Impossible data, a broken rule of the tables, or a missing column. Any other error is trouble of the database, not of the backup.
    if (!/^(?:22|23|42)/.test(codeOf(thrown) ?? '')) throw thrown;
    throw new BackupError(`its rows of ${name} can't be read`, { cause: thrown });
  }
}

/** New rows count on from those that were restored. */
async function setCounters(sql: Sql, tables: readonly Table[]): Promise<void> {
  for (const { name, identity } of tables) {
    if (identity === null) continue;
    await sql.rows(
      `SELECT setval(pg_get_serial_sequence($1, $2), (SELECT coalesce(max(${quoted(identity)}), 0) + 1 FROM ${quoted(name)}), false)`,
      [quoted(name), identity],
    );
  }
}

async function nextOf(lines: AsyncIterator<string>): Promise<string | undefined> {
  const next = await lines.next();
  return next.done ? undefined : next.value;
}

/** Names of tables come from PostgreSQL's own catalogue. */
function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function lineOf(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
