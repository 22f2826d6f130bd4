import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Database, serverAt } from '../database.js';
import { findBinaries } from '../own-server/binaries.js';
import { openCluster } from '../own-server/cluster.js';
import { makeDirectory } from '../own-server/data-directory.js';

/** A database that a test has for itself. */
export interface FreshDatabase {
  readonly database: Database;
  readonly url: string;
  /** Deletes it. */
  readonly close: () => Promise<void>;
}

/** What a test's database has in it from the start. */
interface Template {
  /** The same name is the same content: it is made once per run. */
  readonly name: string;
  readonly migrate: (database: Database) => Promise<void>;
}

/** What the names of this run's databases begin with. */
export const testPrefix = (): string => `lexhop_test_${process.env['LEXHOP_TEST_RUN'] ?? ''}_`;

let made = 0;

/**
 * An empty database, or a copy of a template, on the one PostgreSQL of the test run (milliseconds). One for a file of tests is the rule; its tests
 * take a graph each.
 */
export async function freshDatabase(template?: Template): Promise<FreshDatabase> {
  const server = testServerUrl();
  made += 1;
  const name = `${testPrefix()}${process.pid}_${made}`;
  await onServer(server, async (admin) => {
    const from = template ? await templateDatabase(admin, server, template) : 'template0';
    await admin.run(`CREATE DATABASE "${name}" TEMPLATE "${from}"`);
  });
  const url = urlOf(server, name);
  const database = await Database.open(serverAt(url));
  return {
    database,
    url,
    close: async () => {
      await database.close();
      await onServer(server, (admin) => admin.run(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`));
    },
  };
}

/** The server of the test run, which Vitest's global setup has started. */
function testServerUrl(): string {
  const url = process.env['LEXHOP_TEST_POSTGRES_URL'];
  if (!url) throw new Error('No PostgreSQL for tests: run them with Vitest, from the root of the project.');
  return url;
}

/** Made by the first who asks; others wait for it. */
async function templateDatabase(admin: Database, server: string, { name, migrate }: Template): Promise<string> {
  const wanted = `${testPrefix()}template_${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;
  await admin.rows('SELECT pg_advisory_lock(hashtext($1))', [wanted]);
  const isThere = await admin.rows('SELECT 1 FROM pg_database WHERE datname = $1', [wanted]);
  if (isThere.length === 0) {
    const making = `${wanted}_making`;
    await admin.run(`CREATE DATABASE "${making}" TEMPLATE template0`);
    const database = await Database.open(serverAt(urlOf(server, making)));
    await migrate(database).finally(() => database.close());
    await admin.run(`ALTER DATABASE "${making}" RENAME TO "${wanted}"`);
  }
  await admin.rows('SELECT pg_advisory_unlock(hashtext($1))', [wanted]);
  return wanted;
}

async function onServer<Result>(url: string, work: (admin: Database) => Promise<Result>): Promise<Result> {
  const admin = await Database.open(serverAt(url), { connections: 1 });
  return work(admin).finally(() => admin.close());
}

function urlOf(server: string, database: string): string {
  const url = new URL(server);
  url.pathname = `/${database}`;
  return url.href;
}

const run = promisify(execFile);

/** Makes a data directory as an own server's first start would, without its seconds: copied from one that is kept in `node_modules/.cache`. */
export async function emptyDataDirectory(directory: string): Promise<void> {
  await makeDirectory(directory);
  await run('cp', ['-a', await emptyCluster(), join(directory, 'postgres')]);
}

async function emptyCluster(): Promise<string> {
  const binaries = await findBinaries();
  const account = process.getuid?.() === 0 ? 'root' : 'user';
  const cache = resolve('node_modules/.cache/lexhop');
  const folder = join(cache, `postgres-${binaries.version}-${account}`);
  const isMade = await stat(folder).catch(() => undefined);
  if (isMade) return folder;
  await mkdir(cache, { recursive: true });
  await openCluster(folder, binaries, { sync: false });
  return folder;
}
