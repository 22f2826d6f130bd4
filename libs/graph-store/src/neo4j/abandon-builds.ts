import { BuildRunningError } from '@lexhop/graph-model';
import { buildKey } from './build-key.js';
import type { Cypher, Neo4jConnection } from './connection.js';
import { buildsAbove } from './statements/builds/builds-above.js';
import { forgetDoneBatches } from './statements/builds/forget-done-batches.js';
import { markAbandoned } from './statements/builds/mark-abandoned.js';
import { markDropped } from './statements/builds/mark-dropped.js';
import { runningBuild } from './statements/builds/running-build.js';
import { undoRows } from './versioned-rows.js';

/** Throws a BuildRunningError while a build of the graph is being made. */
export async function refuseWhileRunning(cypher: Cypher, graph: string): Promise<void> {
  const [running] = await cypher.rows<{ number: number }>(runningBuild, { graph });
  if (running) throw new BuildRunningError(graph, running.number);
}

/** Numbers of the builds above one that are not abandoned, or whose rows are not all gone; newest first. */
export async function numbersAbove(cypher: Cypher, graph: string, number: number): Promise<readonly number[]> {
  const above = await cypher.rows<{ number: number }>(buildsAbove, { graph, number });
  return above.map((build) => build.number);
}

/** From here on nobody reads these builds or goes on with them; dropRows follows. */
export async function abandonNumbers(cypher: Cypher, graph: string, numbers: readonly number[]): Promise<void> {
  const keys = numbers.map((number) => buildKey({ graph, number }));
  await cypher.rows(markAbandoned, { keys });
}

/** Undoes what abandoned builds wrote, in transactions of bounded size. Cut short, it is done again by whoever begins the next build. */
export async function dropRows(connection: Neo4jConnection, graph: string, numbers: readonly number[]): Promise<void> {
  for (const number of numbers) {
    // What is abandoned stays so: nobody else writes into it.
    await undoRows(connection, { graph, number }, () => Promise.resolve());
    const key = buildKey({ graph, number });
    await connection.write(async (cypher) => {
      await cypher.rows(forgetDoneBatches, { prefix: `${key}/` });
      await cypher.rows(markDropped, { key });
    });
  }
}
