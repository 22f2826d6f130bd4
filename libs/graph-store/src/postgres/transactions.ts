import {
  type Build,
  type BuildReference,
  type BuildRun,
  type GraphBuilds,
  keepsRows,
  requireKnown,
  requireRows,
  requireRun,
} from '@lexhop/graph-model';
import { type Database, type Sql, statement } from '@lexhop/postgres';
import { findBuild, keptBuilds, type StoredBuild } from './build-rows.js';
import type { At, Writer } from './versioned-rows.js';

/** A build that its run may write, and how the run writes rows. */
export interface FencedBuild {
  readonly build: Build;
  readonly writer: Writer;
}

/** What the rules are asked with about a graph, and the number of the graph's rows. */
type LockedGraph = GraphBuilds & { readonly graphId: number };

const statements = {
  lockGraph: statement<[name: string], { id: number; active: number | null; highest: number }>(
    `SELECT id, active, (SELECT coalesce(max(number), 0) FROM build b WHERE b.graph_id = g.id) AS highest
     FROM graph g WHERE name = $1 FOR NO KEY UPDATE`,
  ),
  lockBuild: statement<[graph: string, number: number]>(
    `SELECT 1 FROM build b JOIN graph g ON g.id = b.graph_id WHERE g.name = $1 AND b.number = $2 FOR UPDATE OF b`,
  ),
  lockKeptBuilds: statement<[graphId: number]>(
    `SELECT 1 FROM build WHERE graph_id = $1 AND state <> 'abandoned' ORDER BY number FOR UPDATE`,
  ),
  setProgress: statement<readonly [...At, progress: string]>(
    'UPDATE build SET progress = $3::jsonb WHERE graph_id = $1 AND number = $2',
  ),
} as const;

/** Runs work as one transaction on a graph, whose builds and statutes nobody else changes until it ends. */
export function lockingGraph<Result>(
  database: Database,
  graph: string,
  work: (sql: Sql, locked: LockedGraph) => Promise<Result>,
): Promise<Result> {
  return database.transaction(async (sql) => work(sql, await lockGraph(sql, graph)));
}

/**
 * Runs work as one transaction on the build that a run may write, which nobody else writes until it ends. Every save passes this fence: a run that
 * is not current is refused with a StaleRunError.
 */
export function writingRun<Result>(
  database: Database,
  run: BuildRun,
  work: (sql: Sql, fenced: FencedBuild) => Promise<Result>,
): Promise<Result> {
  return database.transaction(async (sql) => work(sql, await fence(sql, run)));
}

/** Reads a build and its rows from the books as they are at one moment. Rejects with a BuildGoneError where the rows are gone. */
export function readingBuild<Result>(
  database: Database,
  reference: BuildReference,
  work: (sql: Sql, stored: StoredBuild) => Promise<Result>,
): Promise<Result> {
  return snapshot(database, async (sql) => work(sql, await requiredBuild(sql, reference, requireRows)));
}

/** Runs several statements on the books as they are at one moment. */
export function snapshot<Result>(database: Database, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  return database.transaction(async (sql) => {
    await sql.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    return work(sql);
  });
}

/** Locks a graph until the transaction ends. */
export async function lockGraph(sql: Sql, graph: string): Promise<LockedGraph> {
  const [locked] = await sql.rows(statements.lockGraph, [graph]);
  if (!locked) return { graphId: 0, graph, highest: 0, builds: [] };
  const { id, active, highest } = locked;
  await sql.rows(statements.lockKeptBuilds, [id]);
  return { graphId: id, graph, ...(active !== null && { active }), highest, builds: await keptBuilds(sql, id) };
}

/** Locks the build that a run may write, until the transaction ends. */
export async function fence(sql: Sql, run: BuildRun): Promise<FencedBuild> {
  await sql.rows(statements.lockBuild, [run.graph, run.number]);
  // Read only now, so that what the lock waited for is in it.
  const { at, build } = await requiredBuild(sql, run, requireRun);
  return { build, writer: { at, keepsRows: keepsRows(build) } };
}

/** Locks a build, whatever became of it, until the transaction ends. Rejects with a BuildGoneError. */
export async function lockBuild(sql: Sql, reference: BuildReference): Promise<StoredBuild> {
  await sql.rows(statements.lockBuild, [reference.graph, reference.number]);
  return knownBuild(sql, reference);
}

/** A build, whatever became of it. Rejects with a BuildGoneError. */
export function knownBuild(sql: Sql, reference: BuildReference): Promise<StoredBuild> {
  return requiredBuild(sql, reference, requireKnown);
}

async function requiredBuild<Reference extends BuildReference>(
  sql: Sql,
  reference: Reference,
  required: (build: Build | undefined, reference: Reference) => Build,
): Promise<StoredBuild> {
  const found = await findBuild(sql, reference);
  return { at: [0, reference.number], embedded: false, ...found, build: required(found?.build, reference) };
}

/** Adds to the counter of a step what a transaction did. */
export async function count(
  sql: Sql,
  { build, writer }: FencedBuild,
  step: 'draft' | 'embed' | 'match',
  done: number,
): Promise<void> {
  if (done === 0) return;
  const before = build.progress[step] ?? { total: 0, done: 0 };
  const progress = { ...build.progress, [step]: { ...before, done: before.done + done } };
  await sql.run(statements.setProgress, [...writer.at, JSON.stringify(progress)]);
}
