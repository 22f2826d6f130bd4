import { randomUUID } from 'node:crypto';
import { type Logger, SettingError } from '@lexhop/foundation';
import { changeSchema } from './change-schema.js';
import type { Neo4jConnection } from './connection.js';
import { migrations } from './migrations/migrations.js';
import { awaitIndexes } from './statements/await-indexes.js';
import { latestMigration } from './statements/latest-migration.js';
import { lockMigrations } from './statements/lock-migrations.js';
import { oneMigrationOfAKey } from './statements/one-migration-of-a-key.js';
import { recordMigration } from './statements/record-migration.js';

/**
 * Runs the migrations that a database has not had yet, in order. Processes that open it at once wait for one another, by a lock
 * that the server lets go of when its process dies; a migration that was cut short is run again, which its statements allow.
 * Says how many it ran. Throws a SettingError for a database of a newer LexHop.
 */
export async function migrate(connection: Neo4jConnection, logger: Logger): Promise<number> {
  await changeSchema(connection, oneMigrationOfAKey);
  const ran = await connection.write(async (locked) => {
    await locked.rows(lockMigrations, { holder: randomUUID() });
    const { number: applied } = await locked.row<{ number: number }>(latestMigration);
    if (applied > migrations.length) throw newerLexHop(connection, applied);
    for (const [place, statements] of migrations.entries()) {
      if (place < applied) continue;
      // A change of the schema can't share a transaction with data: the lock's transaction only waits for it.
      for (const statement of statements) await changeSchema(connection, statement);
      await locked.rows(recordMigration, { number: place + 1, appliedAt: new Date().toISOString() });
      logger.info(`The Neo4j database at ${connection.server} was brought to migration ${place + 1}.`);
    }
    return migrations.length - applied;
  });
  await connection.command(awaitIndexes, { seconds: 300 });
  return ran;
}

function newerLexHop({ server }: Neo4jConnection, applied: number): SettingError {
  const reason = `a newer LexHop wrote its database (migration ${applied}; this one knows ${migrations.length}).`;
  return new SettingError('NEO4J_URI', server, reason);
}
