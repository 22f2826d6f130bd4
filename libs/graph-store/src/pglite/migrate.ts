import { DataDirectoryError } from '../errors/data-directory-error.js';
import type { Database } from './database.js';
import { migrations } from './migrations/migrations.js';

const ledger = 'CREATE TABLE IF NOT EXISTS migration (number int PRIMARY KEY, applied_at text NOT NULL)';

/** Runs the migrations that a store has not had yet, each once and whole. Throws a DataDirectoryError for a store of a newer LexHop. */
export async function migrate(database: Database): Promise<void> {
  await database.transaction((sql) => sql.run(ledger));
  const [latest] = await database.rows<{ number: number }>('SELECT coalesce(max(number), 0) AS number FROM migration');
  const applied = latest?.number ?? 0;
  if (applied > migrations.length) {
    const reason = `a newer LexHop wrote it (its tables are version ${applied}, this one knows ${migrations.length}).`;
    throw new DataDirectoryError(database.directory, reason);
  }
  for (const [place, migration] of migrations.entries()) {
    if (place >= applied) await apply(database, place + 1, migration);
  }
}

function apply(database: Database, number: number, migration: string): Promise<void> {
  return database.transaction(async (sql) => {
    await sql.script(migration);
    await sql.run('INSERT INTO migration (number, applied_at) VALUES ($1, $2)', [number, new Date().toISOString()]);
  });
}
