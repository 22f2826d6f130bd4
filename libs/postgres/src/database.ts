import { codeOf } from '@lexhop/foundation';
import { type PoolClient, type PoolConfig, type QueryConfig, type QueryResult, types } from 'pg';
import { storeErrorOf } from './errors.js';
import { type PostgresServer, ServerPool } from './server-pool.js';
import type { Parameters, Sql, Statement, WritingSql } from './sql.js';

/** How a database is opened. */
interface DatabaseOptions {
  /** Connections at a time, at most; 8 where not said. What wants more waits for one, 30 s at most. */
  readonly connections?: number;
  /** What this process is called in `pg_stat_activity`. */
  readonly applicationName?: string;
  /** Statements that every connection begins with. */
  readonly onConnect?: string;
}

const int8 = 20;
const readers = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === int8 && format !== 'binary' ? safeInteger : (types.getTypeParser(oid, format) as (text: string) => unknown),
};

/** How often a transaction is run at most, where PostgreSQL undoes it for the sake of another one (a deadlock, a conflict). */
const mostRuns = 5;

type Runnable<Row> = string | Statement<never, Row>;

/** What runs queries: a client of the driver. */
interface Connection {
  query(config: QueryConfig): Promise<Pick<QueryResult, 'rows' | 'rowCount'>>;
}

/** A PostgreSQL database: statements on a bounded pool of connections. */
export class Database implements Sql {
  readonly rows: Sql['rows'];
  readonly run: Sql['run'];

  private constructor(
    /** For libraries that bring their own statements. */
    readonly pool: ServerPool,
    private readonly apart: ServerPool,
  ) {
    const sql = sqlOn({ query: (config) => this.#guarded(() => pool.query(config)) });
    this.rows = sql.rows;
    this.run = sql.run;
  }

  /** Connects to a database of a server; throws a StoreUnavailableError where it does not answer. */
  static async open(server: PostgresServer, options: DatabaseOptions = {}): Promise<Database> {
    const { onConnect } = options;
    const config: PoolConfig = {
      ...(await server.address()),
      max: options.connections ?? 8,
      application_name: options.applicationName ?? 'lexhop',
      types: readers,
      ...(onConnect === undefined ? {} : { onConnect: async (client) => void (await client.query(onConnect)) }),
    };
    const database = new Database(new ServerPool(server, config), new ServerPool(server, config));
    await database.rows('SELECT 1').catch(async (thrown: unknown) => {
      await database.close();
      throw thrown;
    });
    return database;
  }

  /**
   * Runs work as one transaction (read committed). If the work throws, the transaction is undone. If PostgreSQL undoes it for the sake of another
   * transaction, the work is run again, so it must do nothing but run statements.
   */
  async transaction<Result>(work: (sql: WritingSql) => Promise<Result>): Promise<Result> {
    for (let runs = 1; ; runs += 1) {
      try {
        return await this.#guarded(() => transactOn(this.pool, work));
      } catch (thrown) {
        const undone = codeOf(thrown);
        if ((undone !== '40001' && undone !== '40P01') || runs === mostRuns) throw thrown;
      }
    }
  }

  /**
   * Runs work as one transaction, only once, on a connection apart: for work that waits for somebody outside, for instance for a file that is being
   * sent. It may take as long as it likes.
   */
  transactionApart<Result>(work: (sql: WritingSql) => Promise<Result>): Promise<Result> {
    return this.#guarded(() => transactOn(this.apart, work));
  }

  /**
   * Lends a connection apart, for work that waits for somebody outside, for instance for who reads a file. Such connections have a pool of their own,
   * so that statements never wait for them. The caller releases it.
   */
  connectApart(): Promise<PoolClient> {
    return this.#guarded(() => this.apart.connect());
  }

  /** Ends its connections; the server is closed by whoever opened it. */
  async close(): Promise<void> {
    await Promise.all([this.pool.end(), this.apart.end()]);
  }

  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (thrown) {
      throw storeErrorOf(this.pool.server.place, thrown);
    }
  }
}

/** A server that is somebody else's, by its URL. */
export function serverAt(url: string): PostgresServer {
  const { hostname, port, pathname } = new URL(url);
  const place = `${hostname}:${port === '' ? '5432' : port}${pathname}`;
  return { place, address: async () => ({ connectionString: url }), close: async () => {} };
}

async function transactOn<Result>(pool: ServerPool, work: (sql: WritingSql) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let isBroken = false;
  try {
    await client.query('BEGIN');
    const script = async (statements: string) => void (await client.query(statements));
    const result = await work({ ...sqlOn(client), script });
    await client.query('COMMIT');
    return result;
  } catch (thrown) {
    isBroken = await client.query('ROLLBACK').then(
      () => false,
      () => true,
    );
    throw thrown;
  } finally {
    client.release(isBroken);
  }
}

/** Runs statements on a connection. */
export function sqlOn(connection: Connection): Sql {
  const query = (statement: Runnable<unknown>, parameters: Parameters = []) =>
    connection.query(queryOf(statement, parameters));
  return {
    rows: async <Row>(statement: Runnable<Row>, parameters?: Parameters) =>
      (await query(statement, parameters)).rows as readonly Row[],
    run: async (statement: Runnable<unknown>, parameters?: Parameters) =>
      (await query(statement, parameters)).rowCount ?? 0,
  };
}

function queryOf(statement: Runnable<unknown>, parameters: Parameters): QueryConfig {
  const prepared = typeof statement === 'string' ? { text: statement } : { text: statement.text, name: statement.name };
  return { ...prepared, values: [...parameters] };
}

/** A bigint as a number. Throws where it is too large to be one. */
function safeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${text} is too large for a number.`);
  return number;
}
