import { PGlite, types, type Transaction } from '@electric-sql/pglite';
import { makeCluster } from './make-cluster.js';
import { storeErrorOf } from './store-error-of.js';
import { Upkeep } from './upkeep.js';

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

// PGlite writes a parameter that comes out of its serializer as bytes in binary, which its types leave out; its own hex
// digits take thirty times as long.
const asBytes = (bytes: Uint8Array): string => bytes as unknown as string;
const serializers = { [types.BYTEA]: asBytes };
const parsers = { [types.BYTEA]: (hex: string) => Buffer.from(hex.slice(2), 'hex') };

const settings = {
  // Beside what Upkeep keeps of the log: segments that are only held to be used again.
  max_wal_size: '64MB',
  min_wal_size: '32MB',
  // Sorts and joins of a whole graph, one statement at a time.
  work_mem: '32MB',
  // Files lie in the machine's page cache more often than not.
  random_page_cost: '1.1',
};
const startParams = [
  ...PGlite.defaultStartParams,
  ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];

const breakdown = /\b(?:PANIC|FATAL): |^Aborted\(/;

/** One embedded Postgres on a directory; lives in a worker thread, because its statements block the thread they run on. */
export class Database implements Sql {
  readonly #upkeep: Upkeep;

  private constructor(
    readonly directory: string,
    private readonly postgres: PGlite,
  ) {
    this.#upkeep = new Upkeep(directory, postgres);
  }

  /**
   * Opens or creates it. Throws a StoreFullError or a DataDirectoryError.
   * @param onBreakdown told, in Postgres's words, that it gave up (no room for its log, say): it must not be called again,
   *   because it would not return, and is to be opened anew in another thread, where it recovers what was committed.
   */
  static async open(directory: string, onBreakdown: (words: string) => void): Promise<Database> {
    const onStderr = (line: string): boolean => {
      if (breakdown.test(line)) onBreakdown(line);
      return true;
    };
    try {
      await makeCluster(directory);
      return new Database(directory, await PGlite.create(directory, { serializers, parsers, onStderr, startParams }));
    } catch (thrown) {
      throw storeErrorOf(directory, thrown);
    }
  }

  async rows<Row>(statement: string, parameters: Parameters = []): Promise<readonly Row[]> {
    return this.#guarded(async () => {
      await this.#upkeep.catchUp();
      return (await this.postgres.query<Row>(statement, [...parameters])).rows;
    });
  }

  async run(statement: string, parameters: Parameters = []): Promise<number> {
    return this.transaction((sql) => sql.run(statement, parameters));
  }

  /** Runs work as one transaction, nothing else running beside it; what it throws undoes it. */
  async transaction<Result>(work: (sql: WritingSql) => Promise<Result>): Promise<Result> {
    return this.#guarded(async () => {
      await this.#upkeep.catchUp();
      await this.#upkeep.countTransaction();
      return this.postgres.transaction((transaction) => work(onTransaction(transaction, this.#upkeep)));
    });
  }

  /** Makes the room of deleted rows usable again. */
  async reclaimRoom(): Promise<void> {
    await this.#guarded(() => this.#upkeep.reclaimRoom());
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

function onTransaction(transaction: Transaction, upkeep: Upkeep): WritingSql {
  return {
    rows: async <Row>(statement: string, parameters: Parameters = []) =>
      (await transaction.query<Row>(statement, [...parameters])).rows,
    run: async (statement, parameters = []) => {
      const { affectedRows = 0 } = await transaction.query(statement, [...parameters]);
      upkeep.note(statement, affectedRows);
      return affectedRows;
    },
    script: async (statements) => {
      await transaction.exec(statements);
    },
  };
}
