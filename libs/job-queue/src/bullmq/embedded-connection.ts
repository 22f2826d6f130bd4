import { type ConnectionOptions, runMigrations } from 'bullmq';
import { EmbeddedDatabase } from './embedded-database.js';
import { EmbeddedRateLimiter } from './embedded-rate-limiter.js';
import type { QueueConnection } from './queue-connection.js';

/** Opens the queue's own Postgres in a directory, which no other process may have open. Throws a QueueDirectoryError. */
export async function openEmbeddedConnection(directory: string): Promise<QueueConnection> {
  const database = await EmbeddedDatabase.open(directory);
  await runMigrations(await database.connect());
  const limiter = await EmbeddedRateLimiter.on(database);
  // BullMQ takes a pool as the connection when its Postgres backend is in use, but its types only name Redis.
  const connection = database as unknown as ConnectionOptions;
  return { producers: connection, workers: connection, exclusive: true, limiter, close: () => database.end() };
}
