import { BuildRunningError } from '../errors/build-running-error.js';
import type { Sql } from './database.js';
import { versionedTables } from './tables.js';
import { undoRows } from './versioned-table.js';

/** Undoes all that was built above a number, the newest first. */
export async function abandonBuildsAbove(sql: Sql, graphId: number, number: number): Promise<void> {
  const above = await sql.rows<{ number: number }>(
    `SELECT number FROM build WHERE graph_id = $1 AND number > $2 AND state <> 'abandoned' ORDER BY number DESC`,
    [graphId, number],
  );
  for (const build of above) {
    for (const table of versionedTables) await undoRows(sql, table, graphId, build.number);
    await sql.run(`UPDATE build SET state = 'abandoned' WHERE graph_id = $1 AND number = $2`, [graphId, build.number]);
    await sql.run('DELETE FROM done_batch WHERE graph_id = $1 AND number = $2', [graphId, build.number]);
  }
}

/** Throws a BuildRunningError while a build of the graph is being made. */
export async function refuseWhileRunning(sql: Sql, graphId: number, graph: string): Promise<void> {
  const [running] = await sql.rows<{ number: number }>(
    `SELECT number FROM build WHERE graph_id = $1 AND state = 'running'`,
    [graphId],
  );
  if (running) throw new BuildRunningError(graph, running.number);
}
