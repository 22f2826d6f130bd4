import type { PGlite } from '@electric-sql/pglite';
import { StoreFullError } from '../errors/store-full-error.js';
import { storeErrorOf } from './store-error-of.js';
import { TableGrowth } from './table-growth.js';

/** How much may be written before it is in the tables' own files: what a start after a kill has to read again, at most, and the disk beside the data. */
const logBytesKept = 128 * 2 ** 20;

/** So many transactions pass from one look at the log to the next: most write little. */
const transactionsBetweenLooks = 16;

const logBytes = `
SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::float8 AS bytes FROM pg_control_checkpoint()`;
const tableRows = 'SELECT greatest(reltuples, 0)::float8 AS rows FROM pg_class WHERE oid = $1::regclass';

/**
 * What a Postgres server does in processes of its own and the embedded one, which has none, leaves undone:
 * statistics for the planner, and checkpoints, without which its log grows for ever.
 */
export class Upkeep {
  readonly #growth = new TableGrowth();
  #transactions = 0;
  #looking = false;

  constructor(
    private readonly directory: string,
    private readonly postgres: PGlite,
    private readonly kept = logBytesKept,
  ) {}

  /** Takes note of what a statement wrote. */
  note(statement: string, rows: number): void {
    this.#growth.note(statement, rows);
  }

  /** Does what is due; called before a statement, never inside a transaction. */
  async catchUp(): Promise<void> {
    for (const table of this.#growth.due()) {
      // First, so that calls which arrive meanwhile do not begin it again.
      this.#growth.analyzed(table, 0);
      this.#growth.analyzed(table, await this.#analyze(table));
    }
  }

  /** Counts a transaction, and now and then shortens the log. */
  async countTransaction(): Promise<void> {
    this.#transactions += 1;
    if (this.#looking || this.#transactions < transactionsBetweenLooks) return;
    this.#looking = true;
    try {
      const { rows } = await this.postgres.query<{ bytes: number }>(logBytes);
      if ((rows[0]?.bytes ?? 0) > this.kept) await this.postgres.query('CHECKPOINT');
      this.#transactions = 0;
    } finally {
      this.#looking = false;
    }
  }

  /** Makes the room of deleted rows usable again. */
  async reclaimRoom(): Promise<void> {
    await this.postgres.query('VACUUM (ANALYZE)');
  }

  /** Renews a table's statistics and says how many rows it has. A full disk is no reason not to answer: plans stay as they were. */
  async #analyze(table: string): Promise<number> {
    try {
      await this.postgres.query(`ANALYZE ${table}`);
    } catch (thrown) {
      if (!(storeErrorOf(this.directory, thrown) instanceof StoreFullError)) throw thrown;
    }
    const { rows } = await this.postgres.query<{ rows: number }>(tableRows, [table]);
    return rows[0]?.rows ?? 0;
  }
}
