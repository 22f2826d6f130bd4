import { asError, WorkerThread } from '@lexhop/foundation';
import type { PgNotification, PgPool, PgPoolClient } from 'bullmq';
import { EventEmitter } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { QueueDirectoryError } from '../errors/queue-directory-error.js';

/** A statement with its parameters, or several without. */
export interface DatabaseStatement {
  readonly text: string;
  readonly parameters: readonly unknown[] | undefined;
}

export interface DatabaseRows {
  readonly rows: readonly unknown[];
  readonly rowCount: number;
}

type DatabaseThread = WorkerThread<{
  open: (directory: string) => Promise<void>;
  query: (statement: DatabaseStatement) => Promise<DatabaseRows>;
  close: (nothing: undefined) => Promise<void>;
}>;

/**
 * A Postgres of our own (PGlite) in a directory and a thread of its own, in the shape of the connection pool that BullMQ
 * expects. There is one session: every "client" shares it and hears every notification.
 */
export class EmbeddedDatabase extends EventEmitter implements PgPool {
  readonly #thread: DatabaseThread;
  readonly #clients = new Set<EmbeddedClient>();

  private constructor() {
    super();
    // Each of BullMQ's classes listens.
    this.setMaxListeners(0);
    const module = new URL('./embedded-database.worker.js', import.meta.url);
    this.#thread = new WorkerThread(module, { onEvent: (event) => this.#notify(event as PgNotification) });
  }

  /** Opens the database of a directory, made if need be. Throws a QueueDirectoryError where that can't be done. */
  static async open(directory: string): Promise<EmbeddedDatabase> {
    const database = new EmbeddedDatabase();
    try {
      await mkdir(directory, { recursive: true });
      await database.#thread.call('open', directory);
      await database.query('CREATE SCHEMA IF NOT EXISTS bullmq; SET search_path TO bullmq, public');
      return database;
    } catch (thrown) {
      await database.#thread.terminate();
      throw new QueueDirectoryError(directory, asError(thrown));
    }
  }

  async query<Row>(text: string, parameters?: readonly unknown[]) {
    const { rows, rowCount } = await this.#thread.call('query', { text, parameters });
    return { rows: rows as Row[], rowCount };
  }

  async connect(): Promise<PgPoolClient> {
    const client = new EmbeddedClient(this, () => this.#clients.delete(client));
    this.#clients.add(client);
    return client;
  }

  /** Closes the database and ends its thread. */
  async end(): Promise<void> {
    await this.#thread.call('close', undefined);
    await this.#thread.terminate();
  }

  #notify(notification: PgNotification): void {
    for (const client of this.#clients) client.emit('notification', notification);
  }
}

class EmbeddedClient extends EventEmitter implements PgPoolClient {
  constructor(
    private readonly database: EmbeddedDatabase,
    readonly release: () => void,
  ) {
    super();
  }

  query<Row>(text: string, parameters?: readonly unknown[]) {
    return this.database.query<Row>(text, parameters);
  }
}
