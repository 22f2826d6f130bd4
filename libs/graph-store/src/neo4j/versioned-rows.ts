import type { BuildReference, BuildRun } from '@lexhop/graph-model';
import type { Cypher, Neo4jConnection } from './connection.js';
import { currentRun } from './current-run.js';
import type { Parameters } from './parameters.js';
import { closeOpenedBefore } from './statements/versions/close-opened-before.js';
import { deleteEnded } from './statements/versions/delete-ended.js';
import { deleteOpened } from './statements/versions/delete-opened.js';
import { reopenClosed } from './statements/versions/reopen-closed.js';
import { openEnd, type VersionedKind, versionedKinds } from './versioned-kinds.js';

/** Rows of one transaction: some ten megabytes of the server's memory. */
const limit = 5_000;

/** Makes sure, in the transaction of each batch, that the batch may still be written. */
export type Permission = (cypher: Cypher) => Promise<unknown>;

/** As if the build had never written: rows it opened go, rows it closed reopen. In batches; cut short, it is done again. */
export async function undoRows(
  connection: Neo4jConnection,
  { graph, number }: BuildReference,
  permission: Permission,
): Promise<void> {
  for (const kind of versionedKinds) {
    await inBatches(connection, permission, deleteOpened(kind), { graph, number });
    await inBatches(connection, permission, reopenClosed(kind), { graph, number, open: openEnd });
  }
}

/** Deletes what only builds before `oldest` could see, in batches, and says how many rows. */
export async function collectRows(connection: Neo4jConnection, graph: string, oldest: number): Promise<number> {
  let deleted = 0;
  // No build can be made or made active that sees them.
  const always: Permission = () => Promise.resolve();
  for (const kind of versionedKinds)
    deleted += await inBatches(connection, always, deleteEnded(kind), { graph, oldest });
  return deleted;
}

/** Ends, in batches, every row of these kinds that builds before this one opened. */
export async function closeRowsBefore(
  connection: Neo4jConnection,
  kinds: readonly VersionedKind[],
  run: BuildRun,
): Promise<void> {
  const { graph, number } = run;
  const permission: Permission = (cypher) => currentRun(cypher, run);
  for (const kind of kinds) {
    await inBatches(connection, permission, closeOpenedBefore(kind), { graph, number, open: openEnd });
  }
}

async function inBatches(
  connection: Neo4jConnection,
  permission: Permission,
  statement: string,
  parameters: Parameters,
): Promise<number> {
  for (let sum = 0; ;) {
    const { count } = await connection.write(async (cypher) => {
      await permission(cypher);
      return cypher.row<{ count: number }>(statement, { ...parameters, limit });
    });
    sum += count;
    if (count < limit) return sum;
  }
}
