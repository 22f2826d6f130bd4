import {
  type BackendFactory,
  type ConnectionOptions,
  createPostgresBackend,
  createRedisBackend,
  type IQueueBackend,
  type PgPool,
  type QueueBaseOptions,
  setDefaultBackendFactory,
} from 'bullmq';
import { EmbeddedDatabase } from './embedded-database.js';

type Options = QueueBaseOptions<ConnectionOptions | PgPool>;

/**
 * Has BullMQ choose its backend by the connection: Postgres on a database of ours, Redis on anything else.
 *
 * `@nestjs/bullmq` makes queues, workers and flows without naming a backend, and its own classes are statics of the process;
 * so the choice is made per instance, in BullMQ's default, and both shapes can live in one process.
 */
export function chooseBackendByConnection(): void {
  setDefaultBackendFactory(backendOf);
}

const backendOf: BackendFactory<IQueueBackend, ConnectionOptions | PgPool> = (name, options, needs) => {
  if (isEmbedded(options)) return createPostgresBackend(name, options, needs);
  return createRedisBackend(name, options as QueueBaseOptions, needs);
};

function isEmbedded(options: Options): options is QueueBaseOptions<PgPool> {
  return options.connection instanceof EmbeddedDatabase;
}
