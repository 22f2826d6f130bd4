import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { Database, serverAt } from '../database.js';
import { findBinaries } from '../own-server/binaries.js';
import { openCluster } from '../own-server/cluster.js';
import { makeDirectory } from '../own-server/data-directory.js';
import { OwnServer } from '../own-server/own-server.js';
import { testPrefix } from './fresh-database.js';

const run = promisify(execFile);

/**
 * One PostgreSQL for all tests of a run: an own server in a temporary folder, or the one that LEXHOP_TEST_POSTGRES_URL names. Called by Vitest
 * in the process that starts the others; returns what ends it.
 */
export async function setup(): Promise<() => Promise<void>> {
  process.env['LEXHOP_TEST_RUN'] = randomBytes(4).toString('hex');
  const given = process.env['LEXHOP_TEST_POSTGRES_URL'];
  if (given) return () => dropAll(given);
  const folder = await mkdtemp(join(tmpdir(), 'lexhop-test-'));
  await makeDirectory(join(folder, 'data'));
  await run('cp', ['-a', await emptyCluster(), join(folder, 'data', 'postgres')]);
  const server = await OwnServer.open({ dataDirectory: join(folder, 'data'), durable: false });
  process.env['LEXHOP_TEST_POSTGRES_URL'] = await server.url();
  return async () => {
    await server.close();
    await rm(folder, { recursive: true });
  };
}

/** A cluster that nothing was written to, made once (seconds) and kept in `node_modules/.cache`. */
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

async function dropAll(url: string): Promise<void> {
  const database = await Database.open(serverAt(url), { connections: 1 });
  const made = await database.rows<{ name: string }>(
    'SELECT datname AS name FROM pg_database WHERE starts_with(datname, $1)',
    [testPrefix()],
  );
  for (const { name } of made) await database.run(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  await database.close();
}
