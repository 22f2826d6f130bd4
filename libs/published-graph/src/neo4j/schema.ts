import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type Logger, SettingError } from '@lexhop/foundation';
import { Neo4jError } from 'neo4j-driver';
import { type Neo4jConnection, statement } from './connection.js';
import { migrations, type SchemaChange } from './migrations.js';

const statements = {
  lock: statement<{ holder: string }>(`MERGE (m:Migration {key: 'lock'}) SET m.holder = $holder`),
  latest: statement<Record<never, never>, { number: number }>(
    'MATCH (m:Migration) RETURN coalesce(max(m.number), 0) AS number',
  ),
  record: statement<{ number: number; appliedAt: string }>(
    'MERGE (m:Migration {key: toString($number)}) SET m.number = $number, m.appliedAt = $appliedAt',
  ),
  orphanedIndex: statement<{ name: string }, { name: string }>(
    'SHOW INDEXES YIELD name, owningConstraint WHERE name = $name AND owningConstraint IS NULL RETURN name',
  ),
  dropIndex: statement<{ name: string }>('DROP INDEX $name IF EXISTS'),
  /** A query that needs an index which is still being made does not fail: it waits, which must not happen to a request. */
  awaitIndexes: statement<{ seconds: number }>('CALL db.awaitIndexes($seconds)'),
} as const;

/** Made before all migrations: without it two processes could each make a lock of their own. */
const oneMigrationOfAKey: SchemaChange = {
  name: 'migration_key',
  statement: 'CREATE CONSTRAINT $name IF NOT EXISTS FOR (m:Migration) REQUIRE m.key IS UNIQUE',
};

/** The codes of errors that IF NOT EXISTS throws all the same while another process is making the same thing. */
const alreadyThere = /^Neo\.ClientError\.Schema\..*(?:AlreadyExists|ConstraintCreationFailed)/;
/** After so many tries the other process is taken for dead. */
const attempts = 50;
/** Between two tries, in milliseconds. */
const pause = 100;

/**
 * Runs the migrations that a database has not had yet, in order. Processes that open it at the same time wait for one another, by a lock that the
 * server releases when its process dies. A migration that was cut short is run again, which its statements allow.
 * Rejects with a SettingError for a database of a newer LexHop.
 */
export async function migrate(connection: Neo4jConnection, logger: Logger): Promise<void> {
  await changeSchema(connection, oneMigrationOfAKey);
  await connection.write(async (locked) => {
    await locked.rows(statements.lock, { holder: randomUUID() });
    const { number: applied } = await locked.row(statements.latest, {});
    if (applied > migrations.length) throw otherLexHop(connection, applied);
    for (const [place, changes] of migrations.entries()) {
      if (place < applied) continue;
      // A change of the schema can't share a transaction with data: the lock's transaction only waits for it.
      for (const change of changes) await changeSchema(connection, change);
      await locked.rows(statements.record, { number: place + 1, appliedAt: new Date().toISOString() });
      logger.info(`The Neo4j database at ${connection.server} was brought to migration ${place + 1}.`);
    }
  });
  await awaitIndexes(connection);
}

/** How long an index is waited for; the caller may wait again. */
const indexSeconds = 300;

/** Returns when every index can be searched. Rejects with a PublishedGraphAwayError where one can't be after 5 minutes. */
export function awaitIndexes(connection: Neo4jConnection): Promise<void> {
  const timeout = (indexSeconds + 30) * 1000;
  return connection.command(statements.awaitIndexes, { seconds: indexSeconds }, { timeout });
}

/** Makes an index or a constraint. Resolves when it is there, whoever made it. */
export async function changeSchema(connection: Neo4jConnection, change: SchemaChange): Promise<void> {
  for (let attempt = 1; await isOnItsWay(connection, change); attempt += 1) {
    await wait(pause);
    if (attempt % attempts === 0) await dropOrphan(connection, change);
  }
}

async function isOnItsWay(connection: Neo4jConnection, { name, statement: text }: SchemaChange): Promise<boolean> {
  try {
    await connection.command(statement<{ name: string }>(text), { name });
    return false;
  } catch (thrown) {
    const cause = thrown instanceof Error ? thrown.cause : undefined;
    if (cause instanceof Neo4jError && alreadyThere.test(cause.code)) return true;
    throw thrown;
  }
}

/** Removes the index of a constraint that a process left behind when it was killed while it made the constraint. Nobody else removes it. */
async function dropOrphan(connection: Neo4jConnection, { name }: SchemaChange): Promise<void> {
  const orphans = await connection.rows(statements.orphanedIndex, { name });
  if (orphans.length === 0) throw new Error(`The Neo4j schema has something else under the name ${name}: drop it.`);
  await connection.command(statements.dropIndex, { name });
}

function otherLexHop({ server }: Neo4jConnection, applied: number): SettingError {
  const reason = `another LexHop wrote its database (migration ${applied}; this one knows ${migrations.length}): give it an empty one.`;
  return new SettingError('NEO4J_URI', server, reason);
}
