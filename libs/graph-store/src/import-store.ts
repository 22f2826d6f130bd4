import type { BuildRun } from '@lexhop/graph-model';
import { type Database, statement } from '@lexhop/postgres';
import { ensureGraph, stageOf } from './postgres/graph-rows.js';
import { putStatutes, type StatuteWithNodes } from './postgres/put-statutes.js';
import { writingRun } from './postgres/transactions.js';

const holding = `hashtextextended('lexhop import ' || $1, 0)`;

const statements = {
  hold: statement<[graph: string]>(`SELECT pg_advisory_lock_shared(${holding})`),
  isFree: statement<[graph: string], { free: boolean }>(`SELECT pg_try_advisory_xact_lock(${holding}) AS free`),
} as const;

/** What an import needs beside its build, so that it is complete or changes nothing. */
export class ImportStore {
  constructor(private readonly database: Database) {}

  /** Records that this process imports into a graph, until the returned function is called or the process ends in any way. */
  async hold(graph: string): Promise<() => Promise<void>> {
    // A lock of a connection of its own: whatever ends the process ends the connection, and with it the lock.
    const connection = await this.database.connectApart();
    try {
      await connection.query({ text: statements.hold.text, values: [graph] });
    } catch (thrown) {
      connection.release(true);
      throw thrown;
    }
    return async () => connection.release(true);
  }

  /** Whether any process imports into a graph now. */
  async isHeld(graph: string): Promise<boolean> {
    const [found] = await this.database.rows(statements.isFree, [graph]);
    return found?.free === false;
  }

  /**
   * Saves statutes beside the graph's own, each replacing one of its id that was staged before: they take the place of the graph's when the build is activated,
   * in the same transaction, and go with it when it is abandoned. Fenced: throws a StaleRunError.
   */
  async stageStatutes(run: BuildRun, statutes: readonly StatuteWithNodes[]): Promise<void> {
    await writingRun(this.database, run, async (sql) =>
      putStatutes(sql, await ensureGraph(sql, stageOf(run)), statutes),
    );
  }
}
