import { asError, codeOf, type Logger } from '@lexhop/foundation';
import { advisoryLocks, Database, type PostgresServer, storeErrorOf, StoreUnavailableError } from '@lexhop/postgres';
import { type ConnectionOptions, type PgPoolClient, runMigrations } from 'bullmq';
import { PostgresRateLimiter } from './postgres-rate-limiter.js';
import type { QueueConnection } from './queue-connection.js';

const { queueInUse, openingQueue } = advisoryLocks;

// BullMQ's statements name no schema.
const onConnect = `SET search_path TO bullmq, public; SELECT pg_advisory_lock_shared(${queueInUse})`;

const insufficientPrivilege = '42501';

/** Each of the two workers listens on a connection of its own; the others are for short statements. */
const connections = 8;

/**
 * Opens the queue in a Postgres database, in the schema `bullmq`, which is made where it is missing. If the schema can't be read and no other process
 * uses it, it is renamed and made anew; builds put their jobs back on the queue. Rejects with a StoreUnavailableError if the server does not answer.
 */
export async function openPostgresConnection(server: PostgresServer, logger: Logger): Promise<QueueConnection> {
  const database = await Database.open(server, { connections, applicationName: 'lexhop queue', onConnect });
  let lent: PgPoolClient | undefined;
  try {
    const client = await database.pool.connect();
    lent = client;
    await client.query('SELECT pg_advisory_lock($1)', [openingQueue]);
    const { rows } = await client.query<{ alone: boolean }>('SELECT pg_try_advisory_lock($1) AS alone', [queueInUse]);
    const exclusive = rows[0]?.alone === true;
    if (exclusive) await client.query('SELECT pg_advisory_unlock($1)', [queueInUse]);
    await makeReadable(client, exclusive, logger);
    const limiter = await PostgresRateLimiter.on(database);
    // BullMQ's Postgres backend takes a pool as the connection, but BullMQ's types name only Redis.
    const connection = database.pool as unknown as ConnectionOptions;
    const taken = async () => {
      await client.query('SELECT pg_advisory_unlock($1)', [openingQueue]);
      client.release();
    };
    return { producers: connection, workers: connection, limiter, exclusive, taken, close: () => database.close() };
  } catch (thrown) {
    // A pool ends only when its last connection is given back.
    lent?.release(true);
    await database.close();
    throw thrown;
  }
}

async function makeReadable(client: PgPoolClient, isOurs: boolean, logger: Logger): Promise<void> {
  try {
    await migrateAndRead(client);
  } catch (thrown) {
    const isDenied = codeOf(thrown) === insufficientPrivilege;
    if (!isOurs || isDenied || storeErrorOf('', thrown) instanceof StoreUnavailableError) throw thrown;
    const aside = `bullmq_set_aside_${new Date().toISOString().replaceAll(/\D/g, '')}`;
    await client.query(`ALTER SCHEMA bullmq RENAME TO ${aside}`);
    logger.warn(
      `The job queue can't be read and is made anew; running builds go on. What was there is in the schema ${aside}.`,
      {
        reason: asError(thrown).message,
      },
    );
    await migrateAndRead(client);
  }
}

/** Reads every row once, because a damaged page is found only when it is read. */
async function migrateAndRead(client: PgPoolClient): Promise<void> {
  await runMigrations(client);
  await client.query('SELECT count(state) FROM bullmq.job');
  const { rows } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'bullmq'`,
  );
  for (const { name } of rows) await client.query(`SELECT count(row::text) FROM ${name} row`);
}
