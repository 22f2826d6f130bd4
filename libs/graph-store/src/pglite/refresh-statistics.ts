import type { BuildStep } from '@lexhop/graph-model';
import type { Database } from './database.js';

const writtenBy: Readonly<Record<BuildStep, string>> = {
  compare: 'statute_node, node',
  draft: 'bank_entry, drafted, question',
  embed: 'vector, vector_link',
  match: 'match, edge',
  check: 'build',
};

/** Tells the planner what a step has written: the embedded Postgres has no autovacuum that would. */
export async function refreshStatistics(database: Database, step: BuildStep): Promise<void> {
  await database.run(`ANALYZE ${writtenBy[step]}`);
}

/** Makes the room of deleted rows usable again, for the same reason. */
export async function reclaimRoom(database: Database): Promise<void> {
  await database.run('VACUUM (ANALYZE) statute_node, node, drafted, question, match, edge, build, done_batch');
}
