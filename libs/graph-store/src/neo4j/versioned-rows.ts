import type { BuildReference } from '@lexhop/graph-model';
import type { Neo4jConnection } from './connection.js';
import type { Parameters } from './parameters.js';
import { closeOpenedBefore } from './statements/versions/close-opened-before.js';
import { deleteEnded } from './statements/versions/delete-ended.js';
import { deleteOpened } from './statements/versions/delete-opened.js';
import { reopenClosed } from './statements/versions/reopen-closed.js';
import { openEnd, type VersionedKind, versionedKinds } from './versioned-kinds.js';

/** Rows of one transaction: some ten megabytes of the server's memory. */
const limit = 5_000;

/** As if the build had never written: rows it opened go, rows it closed reopen. In batches; cut short, it is done again. */
export async function undoRows(connection: Neo4jConnection, { graph, number }: BuildReference): Promise<void> {
  for (const kind of versionedKinds) {
    await inBatches(connection, deleteOpened(kind), { graph, number });
    await inBatches(connection, reopenClosed(kind), { graph, number, open: openEnd });
  }
}

/** Deletes what only builds before `oldest` could see, in batches, and says how many rows. */
export async function collectRows(connection: Neo4jConnection, graph: string, oldest: number): Promise<number> {
  let deleted = 0;
  for (const kind of versionedKinds) deleted += await inBatches(connection, deleteEnded(kind), { graph, oldest });
  return deleted;
}

/** Ends every row of a kind that builds before this one opened, in batches. */
export async function closeRowsBefore(
  connection: Neo4jConnection,
  kind: VersionedKind,
  { graph, number }: BuildReference,
): Promise<void> {
  await inBatches(connection, closeOpenedBefore(kind), { graph, number, open: openEnd });
}

async function inBatches(connection: Neo4jConnection, statement: string, parameters: Parameters): Promise<number> {
  for (let sum = 0; ;) {
    const { count } = await connection.write((cypher) =>
      cypher.row<{ count: number }>(statement, { ...parameters, limit }),
    );
    sum += count;
    if (count < limit) return sum;
  }
}
