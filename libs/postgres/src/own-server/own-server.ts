import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { asError, codeOf } from '@lexhop/foundation';
import { Client as DriverClient } from 'pg';
import { advisoryLocks } from '../advisory-locks.js';
import { DataDirectoryError, StoreDamagedError, storeErrorOf, StoreUnavailableError } from '../errors.js';
import type { PostgresServer, ServerAddress } from '../server-pool.js';
import { type Announcement, nameOf } from './announced.js';
import { type Binaries, findBinaries } from './binaries.js';
import { addressAt, type Cluster, damageIn, openCluster, refusalOf } from './cluster.js';
import { makeDirectory } from './data-directory.js';
import { holdsLock, type LockFile, pause, readLock, removeStaleLock } from './lock-file.js';
import { freePort, type Postmaster, startPostmaster, untilReady, watchOver } from './postmaster.js';

/** How an own server is opened. */
interface OwnServerOptions {
  /** Its files are in `<data directory>/postgres`. */
  readonly dataDirectory: string;
  /** Whether confirmed writes outlive a power cut; false only for tests, which are faster then. */
  readonly durable?: boolean;
  /** The name by which others on the directory know this process: `lexhop-api`. */
  readonly service?: string;
  /** Is called each time that a server has been started and does not answer yet. */
  readonly whenBegun?: () => void;
}

const { serverInUse } = advisoryLocks;
/** In milliseconds. Recovering after a kill takes seconds; a server that does not answer after so long never will. */
const patience = 120_000;
const wrongPassword = '28P01';
const anotherWasFirst =
  /lock file "[^"]*" already exists|pre-existing shared memory block|could not create any TCP\/IP sockets|lock file "[^"]*" is empty|could not remove old lock file/;
const notDurable = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** The driver's client, whose types leave out what its sockets can. */
class Client extends DriverClient {
  declare ref: () => void;
  declare unref: () => void;
}

/** A session on the server. It tells the other processes that this one uses the server. */
interface Session {
  readonly client: Client;
  readonly port: number;
  readonly pid: number;
  isLost: boolean;
}

/**
 * LexHop's own PostgreSQL on a data directory. It is started where none runs there, and shared where another process has started it. It is started
 * again if it ends, and stopped by the last process that uses it.
 */
export class OwnServer implements PostgresServer {
  #session: Promise<Session> | undefined;
  /** The server, where this process has started it. */
  #started: (Postmaster & { readonly watch: ReturnType<typeof watchOver> }) | undefined;
  #announced: Announcement;
  #closed = false;
  #port = 0;

  private constructor(
    readonly place: string,
    private readonly binaries: Binaries,
    private readonly cluster: Cluster,
    private readonly options: OwnServerOptions,
  ) {
    this.#announced = { service: options.service ?? 'lexhop-process' };
  }

  /** Resolves when the server answers. Rejects with a DataDirectoryError, a StoreFullError or a PostgresMissingError. */
  static async open(options: OwnServerOptions): Promise<OwnServer> {
    const directory = resolve(options.dataDirectory);
    await makeDirectory(directory);
    const binaries = await findBinaries();
    const cluster = await openCluster(join(directory, 'postgres'), binaries, { sync: options.durable ?? true });
    const server = new OwnServer(directory, binaries, cluster, options);
    await server.address();
    return server;
  }

  async address(): Promise<ServerAddress> {
    if (this.#closed) throw new Error(`The database in ${this.place} is closed.`);
    return addressAt((await this.#using()).port, this.cluster);
  }

  /** Its address as a URL, with the password. */
  async url(): Promise<string> {
    const { user, password, host, port, database } = addressAt((await this.#using()).port, this.cluster);
    return `postgres://${user}:${password}@${host}:${port}/${database}`;
  }

  /** Tells others on the directory where this process answers, until it ends: see announcedOn. */
  async announce(url: string): Promise<void> {
    this.#announced = { ...this.#announced, url };
    const { client } = await this.#using();
    await client.query(`SELECT set_config('application_name', $1, false)`, [nameOf(this.#announced)]);
  }

  async close(): Promise<void> {
    this.#closed = true;
    const session = await this.#session?.catch(() => undefined);
    this.#session = undefined;
    if (session) await this.#leave(session);
    this.#started?.watch?.kill('SIGKILL');
  }

  /** The session of this process. A lost one is begun anew. */
  async #using(): Promise<Session> {
    const mine = (this.#session ??= this.#findOrStart());
    const session = await mine.catch((thrown: unknown) => {
      this.#forget(mine);
      throw thrown;
    });
    if (!session.isLost && (await answers(session.client))) return session;
    this.#forget(mine);
    return this.#using();
  }

  #forget(session: Promise<Session>): void {
    if (this.#session === session) this.#session = undefined;
  }

  async #findOrStart(): Promise<Session> {
    const until = Date.now() + patience;
    while (Date.now() < until) {
      const lock = await readLock(this.cluster.data);
      const isRunning = typeof lock === 'object' && (await holdsLock(lock, this.cluster.data));
      const session = isRunning && lock.isReady ? await this.#join(lock) : undefined;
      if (session) return session;
      if (isRunning) await wait(pause);
      else await this.#start(lock);
    }
    throw new StoreUnavailableError(
      this.place,
      `it did not start within ${patience / 1000} s; ${this.cluster.log} says why`,
    );
  }

  /** Begins a session on a running server; undefined where it takes none now. */
  async #join({ port, pid }: LockFile): Promise<Session | undefined> {
    const client = new Client({
      ...addressAt(port, this.cluster),
      application_name: nameOf(this.#announced),
      query_timeout: patience,
    });
    const session: Session = { client, port, pid, isLost: false };
    const lost = () => {
      session.isLost = true;
    };
    client.on('error', lost).on('end', lost);
    try {
      await client.connect();
      const { rows } = await client.query<{ joined: boolean }>('SELECT pg_try_advisory_lock_shared($1) AS joined', [
        serverInUse,
      ]);
      if (!rows[0]?.joined) throw new Error('The server is being stopped.');
      this.#port = port;
      // The session alone must not keep this process alive.
      client.unref();
      return session;
    } catch (thrown) {
      await client.end().catch(() => {});
      if (codeOf(thrown) === wrongPassword) throw new DataDirectoryError(this.place, asError(thrown).message);
      const error = damageIn(this.place, thrown) ?? (await this.#damageSaid(pid));
      if (!error) return undefined;
      // Nobody can use this server. One that restarts all the time does not react to an orderly stop.
      await this.#stop(pid, 'SIGQUIT');
      throw error;
    }
  }

  /** The damage that the server of this process has logged. A damaged file that each of its processes reads makes it restart for ever. */
  async #damageSaid(pid: number): Promise<StoreDamagedError | undefined> {
    if (this.#started?.pid !== pid) return undefined;
    const said = refusalOf(this.place, await this.#started.said());
    return said instanceof StoreDamagedError ? said : undefined;
  }

  /** Starts the server; resolves when it answers, or has ended because another process was first. */
  async #start(stale: LockFile | 'incomplete' | undefined): Promise<void> {
    if (stale) await removeStaleLock(this.cluster.data, stale);
    const flags = this.options.durable === false ? notDurable : {};
    const port = await freePort(this.#port);
    const started = await startPostmaster(this.binaries, this.cluster, { port, flags });
    this.options.whenBegun?.();
    const isReady = await Promise.race([started.ended.then(() => false), untilReady(started, this.cluster)]);
    if (isReady) {
      const watch = watchOver(started.pid);
      this.#started = { ...started, watch };
      void started.ended.then(() => watch?.kill('SIGKILL'));
      return;
    }
    const said = await started.said();
    if (!anotherWasFirst.test(said)) throw refusalOf(this.place, said);
    await wait(pause);
  }

  async #leave({ client, pid, isLost }: Session): Promise<void> {
    if (isLost) return;
    const ask = async (what: string) => {
      const { rows } = await client.query<{ yes: boolean }>(`SELECT ${what}($1) AS yes`, [serverInUse]);
      return rows[0]?.yes === true;
    };
    client.ref();
    try {
      await ask('pg_advisory_unlock_shared');
      if (await ask('pg_try_advisory_lock')) await this.#stop(pid);
    } catch (thrown) {
      // The last of its other users is stopping the server: then there is nothing left to do.
      const error = storeErrorOf(this.place, thrown);
      if (!(error instanceof StoreUnavailableError)) throw error;
    }
    await client.end().catch(() => {});
  }

  /** Stops the server and its sessions. Confirmed writes are in its files. */
  async #stop(pid: number, signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
    process.kill(pid, signal);
    const until = Date.now() + patience;
    while (Date.now() < until) {
      const lock = await readLock(this.cluster.data);
      if (typeof lock !== 'object' || lock.pid !== pid) break;
      await wait(pause);
    }
    // Until then, perhaps nothing else keeps this process alive.
    this.#started?.child.ref();
    await this.#started?.ended;
  }
}

async function answers(client: Client): Promise<boolean> {
  return client.query('SELECT 1').then(
    () => true,
    () => false,
  );
}
