import { type BuildReference, type EmbeddingSpace, embeddingSpaceId } from '@lexhop/graph-model';
import { type Sql, statement } from '@lexhop/postgres';

const statements = {
  insertGraph: statement<[name: string]>('INSERT INTO graph (name) VALUES ($1) ON CONFLICT DO NOTHING'),
  findGraph: statement<[name: string], { id: number }>('SELECT id FROM graph WHERE name = $1'),
  insertSpace: statement<[name: string]>('INSERT INTO space (name) VALUES ($1) ON CONFLICT DO NOTHING'),
  findSpace: statement<[name: string], { id: number }>('SELECT id FROM space WHERE name = $1'),
  deleteReplacedNodes: statement<[graphId: number, stagedId: number]>(
    'DELETE FROM statute_node WHERE graph_id = $1 AND statute_id IN (SELECT id FROM statute WHERE graph_id = $2)',
  ),
  deleteReplaced: statement<[graphId: number, stagedId: number]>(
    'DELETE FROM statute WHERE graph_id = $1 AND id IN (SELECT id FROM statute WHERE graph_id = $2)',
  ),
  moveNodes: statement<[graphId: number, stagedId: number]>(
    'UPDATE statute_node SET graph_id = $1 WHERE graph_id = $2',
  ),
  move: statement<[graphId: number, stagedId: number]>('UPDATE statute SET graph_id = $1 WHERE graph_id = $2'),
  dropNodes: statement<[stagedId: number]>('DELETE FROM statute_node WHERE graph_id = $1'),
  drop: statement<[stagedId: number]>('DELETE FROM statute WHERE graph_id = $1'),
  dropGraph: statement<[stagedId: number]>('DELETE FROM graph WHERE id = $1'),
} as const;

/** The number of a graph's rows, made at its first write. */
export async function ensureGraph(sql: Sql, name: string): Promise<number> {
  await sql.run(statements.insertGraph, [name]);
  return findGraph(sql, name);
}

/** The number of a graph's rows; 0, which no rows have, where nothing was ever stored of the graph. */
export async function findGraph(sql: Sql, name: string): Promise<number> {
  const [graph] = await sql.rows(statements.findGraph, [name]);
  return graph?.id ?? 0;
}

/** The number of a space's rows, made at its first write. */
export async function ensureSpace(sql: Sql, space: EmbeddingSpace): Promise<number> {
  await sql.run(statements.insertSpace, [embeddingSpaceId(space)]);
  return findSpace(sql, space);
}

/** The number of a space's rows; 0, which no rows have, where nothing was ever stored in the space. */
export async function findSpace(sql: Sql, space: EmbeddingSpace): Promise<number> {
  const [found] = await sql.rows(statements.findSpace, [embeddingSpaceId(space)]);
  return found?.id ?? 0;
}

/** Staged statutes are kept as those of a graph of this name, which no other graph can have. */
export function stageOf({ graph, number }: BuildReference): string {
  return `${graph}#${number}`;
}

/** Puts the statutes that were staged for a build in the place of its graph's. */
export async function adoptStaged(sql: Sql, graphId: number, build: BuildReference): Promise<void> {
  const stagedId = await findGraph(sql, stageOf(build));
  if (stagedId === 0) return;
  for (const step of ['deleteReplacedNodes', 'deleteReplaced', 'moveNodes', 'move'] as const) {
    await sql.run(statements[step], [graphId, stagedId]);
  }
  await sql.run(statements.dropGraph, [stagedId]);
}

/** Deletes the statutes that were staged for a build. */
export async function dropStaged(sql: Sql, build: BuildReference): Promise<void> {
  const stagedId = await findGraph(sql, stageOf(build));
  if (stagedId === 0) return;
  for (const step of ['dropNodes', 'drop', 'dropGraph'] as const) await sql.run(statements[step], [stagedId]);
}
