import { asError } from '@lexhop/foundation';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { storeErrorOf, StoreUnavailableError } from './errors.js';

/** Where a PostgreSQL server answers. */
export type ServerAddress = Pick<PoolConfig, 'host' | 'port' | 'user' | 'password' | 'database' | 'connectionString'>;

/** A PostgreSQL server that pools connect to. */
export interface PostgresServer {
  /** Names it for people; without its password. */
  readonly place: string;
  /** Where the server answers. An own server that has ended is started again first. */
  address(): Promise<ServerAddress>;
  /** Stops using the server. An own server that nobody else uses is stopped. */
  close(): Promise<void>;
}

const poolIsFull = 'timeout exceeded when trying to connect';

type Connected = (error: Error | undefined, client: PoolClient | undefined, release: PoolClient['release']) => void;

/**
 * A pool of connections that outlives its server. Where no connection can be made, the server is asked again for its address.
 * Broken connections are thrown away by the pool itself.
 */
export class ServerPool extends Pool {
  constructor(
    readonly server: PostgresServer,
    config: PoolConfig,
  ) {
    super({ connectionTimeoutMillis: 30_000, keepAlive: true, ...config });
    // A connection that breaks while it is idle fails nobody's call; the next call makes another one.
    this.on('error', () => {});
    // A connection that breaks while it is lent fails the next query on it. Without this listener the error would end the process.
    this.on('connect', (client) => client.on('error', () => {}));
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: Connected): void;
  override connect(callback?: Connected): Promise<PoolClient> | void {
    const connected = this.#connected();
    if (!callback) return connected;
    connected.then(
      (client) => callback(undefined, client, client.release.bind(client)),
      (error: Error) => callback(error, undefined, () => {}),
    );
  }

  async #connected(): Promise<PoolClient> {
    try {
      return await super.connect();
    } catch (thrown) {
      // The pool is full, and another address would not help.
      if (asError(thrown).message === poolIsFull) throw thrown;
      if (!(storeErrorOf(this.server.place, thrown) instanceof StoreUnavailableError)) throw thrown;
      Object.assign(this.options, await this.server.address());
      return super.connect();
    }
  }
}
