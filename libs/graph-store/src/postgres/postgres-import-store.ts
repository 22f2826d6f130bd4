import type { BuildRun } from '@lexhop/graph-model';
import { type Database, statement } from '@lexhop/postgres';
import { ImportStore } from '../import-store.js';
import type { StatuteWithNodes } from '../statute-store.js';
import { fence } from './build-rows.js';
import { ensureGraph, stageOf } from './graph-rows.js';
import { putStatutes } from './postgres-statute-store.js';

const holding = `hashtextextended('lexhop import ' || $1, 0)`;

const statements = {
  hold: statement<[graph: string]>(`SELECT pg_advisory_lock_shared(${holding})`),
  isFree: statement<[graph: string], { free: boolean }>(`SELECT pg_try_advisory_xact_lock(${holding}) AS free`),
} as const;

export class PostgresImportStore extends ImportStore {
  constructor(private readonly database: Database) {
    super();
  }

  /** A lock of a connection of its own: whatever ends the process ends the connection, and with it the lock. */
  override async hold(graph: string): Promise<() => Promise<void>> {
    const connection = await this.database.connectApart();
    try {
      await connection.query({ text: statements.hold.text, values: [graph] });
    } catch (thrown) {
      connection.release(true);
      throw thrown;
    }
    return async () => connection.release(true);
  }

  override async isHeld(graph: string): Promise<boolean> {
    const [found] = await this.database.rows(statements.isFree, [graph]);
    return found?.free === false;
  }

  override async stageStatutes(run: BuildRun, statutes: readonly StatuteWithNodes[]): Promise<void> {
    await this.database.transaction(async (sql) => {
      await fence(sql, run);
      await putStatutes(sql, await ensureGraph(sql, stageOf(run)), statutes);
    });
  }
}
