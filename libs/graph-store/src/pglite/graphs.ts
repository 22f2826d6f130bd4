import { embeddingSpaceId, type EmbeddingSpace } from '@lexhop/graph-model';
import type { Sql } from './database.js';

/** The number of a graph's rows, made at its first write. */
export async function ensureGraph(sql: Sql, name: string): Promise<number> {
  await sql.run('INSERT INTO graph (name) VALUES ($1) ON CONFLICT DO NOTHING', [name]);
  return (await findGraph(sql, name)) ?? 0;
}

/** The number of a graph's rows, where it has any. */
export async function findGraph(sql: Sql, name: string): Promise<number | undefined> {
  const [graph] = await sql.rows<{ id: number }>('SELECT id FROM graph WHERE name = $1', [name]);
  return graph?.id;
}

/** The number of a space's rows, made at its first write. */
export async function ensureSpace(sql: Sql, space: EmbeddingSpace): Promise<number> {
  await sql.run('INSERT INTO space (name) VALUES ($1) ON CONFLICT DO NOTHING', [embeddingSpaceId(space)]);
  return (await findSpace(sql, space)) ?? 0;
}

/** The number of a space's rows; 0, which has none, where nothing was ever stored in it. */
export async function findSpace(sql: Sql, space: EmbeddingSpace): Promise<number> {
  const [found] = await sql.rows<{ id: number }>('SELECT id FROM space WHERE name = $1', [embeddingSpaceId(space)]);
  return found?.id ?? 0;
}
