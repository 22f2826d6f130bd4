import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { expect, it } from 'vitest';
import { copyEmptyCluster } from '../testing/empty-cluster.js';
import { Upkeep } from './upkeep.js';

const mebibyte = 2 ** 20;
const logged =
  'SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), redo_lsn)::float8 AS bytes FROM pg_control_checkpoint()';
const known = `SELECT reltuples::float8 AS rows FROM pg_class WHERE relname = 'written'`;

it('keeps the log short and the statistics of what is written fresh, which no server does for an embedded Postgres', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lexhop-upkeep-'));
  await copyEmptyCluster(join(folder, 'graph'));
  const postgres = await PGlite.create(join(folder, 'graph'));
  const upkeep = new Upkeep(folder, postgres, 4 * mebibyte);
  await postgres.exec('CREATE TABLE written (number int, filler text)');
  for (let call = 0; call < 64; call += 1) {
    await upkeep.catchUp();
    await upkeep.countTransaction();
    const statement = `INSERT INTO written SELECT n, repeat('x', 1000) FROM generate_series(1, 500) n`;
    upkeep.note(statement, (await postgres.query(statement)).affectedRows ?? 0);
  }
  const [log] = (await postgres.query<{ bytes: number }>(logged)).rows;
  const [table] = (await postgres.query<{ rows: number }>(known)).rows;
  await postgres.close();
  await rm(folder, { recursive: true });
  // 64 calls log 35 MiB; 16 of them pass between two looks.
  expect(log?.bytes).toBeLessThan(16 * mebibyte);
  expect(table?.rows).toBeGreaterThan(32_000 / 2);
});
