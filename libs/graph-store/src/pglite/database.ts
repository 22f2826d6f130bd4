import { PGlite, types, type Transaction } from '@electric-sql/pglite';
import { storeErrorOf } from './store-error-of.js';

export type Parameters = readonly unknown[];

/** What statements run on: the database itself, or a transaction. */
export interface Sql {
  rows<Row>(statement: string, parameters?: Parameters): Promise<readonly Row[]>;
  /** Runs a statement and says how many rows it touched. */
  run(statement: string, parameters?: Parameters): Promise<number>;
}

/** A transaction, which may also run several statements at once, without parameters. */
export interface WritingSql extends Sql {
  script(statements: string): Promise<void>;
}

// PGlite's own way with bytea takes eight times as long.
const serializers = { [types.BYTEA]: (bytes: Uint8Array) => `\\x${asBuffer(bytes).toString('hex')}` };
const parsers = { [types.BYTEA]: (hex: string) => Buffer.from(hex.slice(2), 'hex') };

/** One embedded Postgres on a directory; lives in a worker thread, because its statements block the thread they run on. */
export class Database implements Sql {
  private constructor(
    readonly directory: string,
    private readonly postgres: PGlite,
  ) {}

  /** Opens or creates it. Throws a StoreFullError or a DataDirectoryError. */
  static async open(directory: string): Promise<Database> {
    try {
      return new Database(directory, await PGlite.create(directory, { serializers, parsers }));
    } catch (thrown) {
      throw storeErrorOf(directory, thrown);
    }
  }

  rows<Row>(statement: string, parameters: Parameters = []): Promise<readonly Row[]> {
    return this.#guarded(async () => (await this.postgres.query<Row>(statement, [...parameters])).rows);
  }

  run(statement: string, parameters: Parameters = []): Promise<number> {
    return this.#guarded(async () => (await this.postgres.query(statement, [...parameters])).affectedRows ?? 0);
  }

  /** Runs work as one transaction, nothing else running beside it; what it throws undoes it. */
  transaction<Result>(work: (sql: WritingSql) => Promise<Result>): Promise<Result> {
    return this.#guarded(() => this.postgres.transaction((transaction) => work(onTransaction(transaction))));
  }

  async close(): Promise<void> {
    await this.postgres.close();
  }

  async #guarded<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (thrown) {
      throw storeErrorOf(this.directory, thrown);
    }
  }
}

function onTransaction(transaction: Transaction): WritingSql {
  return {
    rows: async <Row>(statement: string, parameters: Parameters = []) =>
      (await transaction.query<Row>(statement, [...parameters])).rows,
    run: async (statement, parameters = []) => (await transaction.query(statement, [...parameters])).affectedRows ?? 0,
    script: async (statements) => {
      await transaction.exec(statements);
    },
  };
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
