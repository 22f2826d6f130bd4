import { setTimeout as wait } from 'node:timers/promises';
import { Neo4jError } from 'neo4j-driver';
import type { Neo4jConnection } from './connection.js';
import { dropIndex } from './statements/drop-index.js';
import { findOrphanedIndex } from './statements/find-orphaned-index.js';

/** An index or a constraint that is made where it is not there. */
export interface SchemaChange {
  readonly name: string;
  /** With the name as parameter `$name`, and IF NOT EXISTS. */
  readonly statement: string;
}

/** What IF NOT EXISTS throws all the same while another process is making the very same thing. */
const alreadyThere = /^Neo\.ClientError\.Schema\..*(?:AlreadyExists|ConstraintCreationFailed)/;
/** So long another process may take to make it before it is taken for dead. */
const attempts = 50;
const pause = 100;

/** Makes an index or a constraint; when it returns, the thing is there, whoever made it. */
export async function changeSchema(connection: Neo4jConnection, change: SchemaChange): Promise<void> {
  for (let attempt = 1; await isOnItsWay(connection, change); attempt += 1) {
    await wait(pause);
    if (attempt % attempts === 0) await dropOrphan(connection, change);
  }
}

async function isOnItsWay(connection: Neo4jConnection, { name, statement }: SchemaChange): Promise<boolean> {
  try {
    await connection.command(statement, { name });
    return false;
  } catch (thrown) {
    const cause = thrown instanceof Error ? thrown.cause : undefined;
    if (cause instanceof Neo4jError && alreadyThere.test(cause.code)) return true;
    throw thrown;
  }
}

/** A process that is killed while it makes a constraint leaves the constraint's index behind, which then is in the way for ever. */
async function dropOrphan(connection: Neo4jConnection, { name }: SchemaChange): Promise<void> {
  const orphans = await connection.rows(findOrphanedIndex, { name });
  if (orphans.length === 0) throw new Error(`The Neo4j schema has something else under the name ${name}: drop it.`);
  await connection.command(dropIndex, { name });
}
