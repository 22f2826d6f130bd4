import { openEnd } from '@lexhop/graph-model';
import { type Neo4jConnection, type Statement, statement } from './connection.js';
import { edgeTypes } from './edge-row.js';

/** The most rows of one transaction; they take about ten megabytes of the server's memory. */
const limit = 5_000;

type OfGraph = { graph: string; limit: number };
type Counted = { count: number };

interface KindStatements {
  readonly deleteOpened: Statement<OfGraph & { numbers: readonly number[] }, Counted>;
  readonly reopenClosed: Statement<OfGraph & { numbers: readonly number[]; open: number }, Counted>;
  readonly deleteEnded: Statement<OfGraph & { oldest: number }, Counted>;
}

/** The statements for one label of nodes or one type of relationships, which the pattern finds as `r`. */
function kind(pattern: string, erase: 'DELETE' | 'DETACH DELETE'): KindStatements {
  const batch = (which: string, change: string) =>
    `MATCH ${pattern} WHERE r.graph = $graph AND ${which} WITH r LIMIT $limit ${change} RETURN count(*) AS count`;
  return {
    deleteOpened: statement(batch('r.since IN $numbers', `${erase} r`)),
    reopenClosed: statement(batch('r.until IN $numbers', 'SET r.until = $open')),
    deleteEnded: statement(batch('r.until <= $oldest', `${erase} r`)),
  };
}

/** Everything that is versioned. Relationships come first, so that a node that is deleted has few left. */
const kinds: readonly KindStatements[] = [
  ...edgeTypes.map((type) => kind(`()-[r:${type}]->()`, 'DELETE')),
  ...['PseudoQuery', 'Article'].map((label) => kind(`(r:${label})`, 'DETACH DELETE')),
];

/** Undoes what builds wrote: deletes the rows that they opened, reopens those that they closed. In batches. Cut short, it can be done again. */
export async function undoRows(connection: Neo4jConnection, graph: string, numbers: readonly number[]): Promise<void> {
  for (const { deleteOpened, reopenClosed } of kinds) {
    await inBatches(connection, deleteOpened, { graph, numbers, limit });
    await inBatches(connection, reopenClosed, { graph, numbers, open: openEnd, limit });
  }
}

/** Deletes what only builds before `oldest` could see, in batches. */
export async function collectRows(connection: Neo4jConnection, graph: string, oldest: number): Promise<void> {
  for (const { deleteEnded } of kinds) await inBatches(connection, deleteEnded, { graph, oldest, limit });
}

async function inBatches<Given extends OfGraph>(
  connection: Neo4jConnection,
  batch: Statement<Given, Counted>,
  parameters: Given,
): Promise<void> {
  for (let count = limit; count === limit;) {
    ({ count } = await connection.write((cypher) => cypher.row(batch, parameters)));
  }
}
