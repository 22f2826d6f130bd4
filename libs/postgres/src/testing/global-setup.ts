import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database, serverAt } from '../database.js';
import { OwnServer } from '../own-server/own-server.js';
import { emptyDataDirectory, testPrefix } from './fresh-database.js';

/**
 * One PostgreSQL for all tests of a run: an own server in a temporary folder, or the one that LEXHOP_TEST_POSTGRES_URL names. Called by Vitest
 * in the process that starts the others; returns what ends it.
 */
export async function setup(): Promise<() => Promise<void>> {
  // Vitest calls it for each of its projects.
  if (process.env['LEXHOP_TEST_RUN']) return async () => {};
  process.env['LEXHOP_TEST_RUN'] = randomBytes(4).toString('hex');
  const given = process.env['LEXHOP_TEST_POSTGRES_URL'];
  if (given) return () => dropAll(given);
  const folder = await mkdtemp(join(tmpdir(), 'lexhop-test-'));
  await emptyDataDirectory(join(folder, 'data'));
  const server = await OwnServer.open({ dataDirectory: join(folder, 'data'), durable: false });
  process.env['LEXHOP_TEST_POSTGRES_URL'] = await server.url();
  return async () => {
    await server.close();
    await rm(folder, { recursive: true });
  };
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
