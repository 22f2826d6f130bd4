import { accessTables } from '@lexhop/access';
import { advisoryLocks, type Database } from '@lexhop/postgres';
import { StoreVersionError } from '../errors.js';
import { firstTables } from './first-tables.js';
import { begunBatchTable } from '../begun-batches.js';
import { deliveryReasons, deliveryTables } from '../deliveries.js';

/** That an article is applied mutatis mutandis is an edge of its own kind, no longer a mark on a citation; the next build draws these edges. */
const relationEdges = `
ALTER TYPE edge_kind ADD VALUE 'delegates';
ALTER TYPE edge_kind ADD VALUE 'penalises';
ALTER TYPE edge_kind ADD VALUE 'defines';
ALTER TYPE edge_kind ADD VALUE 'applies';
ALTER TYPE edge_kind ADD VALUE 'excepts';
ALTER TABLE edge DROP COLUMN mutatis_mutandis, ADD COLUMN weight float8;
UPDATE build SET facts = jsonb_set(facts, '{counts,edges}',
  '{"delegates": 0, "penalises": 0, "defines": 0, "applies": 0, "excepts": 0}' || (facts #> '{counts,edges}'))
WHERE facts #> '{counts,edges}' IS NOT NULL;
`;

/** The steps that bring the books to their present form, in order: number n is at place n - 1. A step that was released never changes. */
const migrations: readonly string[] = [
  firstTables,
  accessTables,
  deliveryTables,
  relationEdges,
  begunBatchTable,
  deliveryReasons,
];

/**
 * Runs the migrations that the books have not had yet, all or none. Of several processes that start at the same time, one runs them and the others
 * wait. Throws a StoreVersionError for the books of a newer LexHop.
 */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.rows('SELECT pg_advisory_xact_lock($1)', [advisoryLocks.migratingBooks]);
    await sql.run('CREATE TABLE IF NOT EXISTS migration (number int PRIMARY KEY, applied_at text NOT NULL)');
    const [latest] = await sql.rows<{ number: number }>('SELECT coalesce(max(number), 0) AS number FROM migration');
    const applied = latest?.number ?? 0;
    if (applied > migrations.length)
      throw new StoreVersionError(database.pool.server.place, applied, migrations.length);
    for (const [place, migration] of migrations.entries()) {
      if (place < applied) continue;
      await sql.script(migration);
      const row = [place + 1, new Date().toISOString()];
      await sql.run('INSERT INTO migration (number, applied_at) VALUES ($1, $2)', row);
    }
  });
}
