import {
  type Build,
  type BuildReference,
  type BuildRun,
  type BuildState,
  type GraphBuilds,
  type GraphChange,
  keepsRows,
  requireKnown,
  requireRows,
  requireRun,
} from '@lexhop/graph-model';
import { type Sql, statement, type WritingSql, type Database } from '@lexhop/postgres';
import { dropStaged } from './graph-rows.js';
import { versionedTables } from './tables.js';
import { undoRows, type Writer } from './versioned-rows.js';

/** What of a build has no column of its own. */
type BuildFacts = Omit<
  Build,
  'graph' | 'number' | 'run' | 'state' | 'step' | 'attempt' | 'progress' | 'failures' | 'createdAt'
>;

interface BuildRow extends Pick<
  Build,
  'graph' | 'number' | 'run' | 'state' | 'step' | 'attempt' | 'progress' | 'failures'
> {
  readonly graph_id: number;
  readonly facts: BuildFacts;
  readonly created_at: string;
  readonly embedded: boolean;
}

/** A build, the number of its graph's rows, and whether it was seen to lack no vector of its space. */
interface StoredBuild {
  readonly graphId: number;
  readonly build: Build;
  readonly embedded: boolean;
}

type OfBuild = readonly [graphId: number, number: number];

const selectBuilds = (where: string) => `
  SELECT b.graph_id, g.name AS graph, b.number, b.run, b.state, b.step, b.attempt, b.progress, b.facts, b.created_at, b.embedded,
    (SELECT coalesce(json_agg(f.failure ORDER BY f.step, f.batch), '[]') FROM build_failure f
     WHERE f.graph_id = b.graph_id AND f.number = b.number) AS failures
  FROM build b JOIN graph g ON g.id = b.graph_id WHERE ${where}`;

const statements = {
  lockGraph: statement<[name: string], { id: number; active: number | null; highest: number }>(
    `SELECT id, active, (SELECT coalesce(max(number), 0) FROM build b WHERE b.graph_id = g.id) AS highest
     FROM graph g WHERE name = $1 FOR NO KEY UPDATE`,
  ),
  setActive: statement<OfBuild>('UPDATE graph SET active = $2 WHERE id = $1'),
  findBuild: statement<[graph: string, number: number], BuildRow>(selectBuilds('g.name = $1 AND b.number = $2')),
  activeBuild: statement<[graph: string], BuildRow>(selectBuilds('g.name = $1 AND b.number = g.active')),
  listBuilds: statement<
    [graph: string | undefined, states: readonly BuildState[] | undefined, before: number | undefined, limit: number],
    BuildRow
  >(
    selectBuilds(`($1::text IS NULL OR g.name = $1) AND ($2::text[] IS NULL OR b.state = ANY($2))
      AND ($3::int IS NULL OR b.number < $3)
    ORDER BY CASE WHEN $1::text IS NULL THEN b.created_at END DESC, g.name, b.number DESC LIMIT $4`),
  ),
  keptBuilds: statement<[graphId: number], BuildRow>(
    selectBuilds(`b.graph_id = $1 AND b.state <> 'abandoned' ORDER BY b.number`),
  ),
  lockBuild: statement<[graph: string, number: number]>(
    `SELECT 1 FROM build b JOIN graph g ON g.id = b.graph_id WHERE g.name = $1 AND b.number = $2 FOR UPDATE OF b`,
  ),
  lockKeptBuilds: statement<[graphId: number]>(
    `SELECT 1 FROM build WHERE graph_id = $1 AND state <> 'abandoned' ORDER BY number FOR UPDATE`,
  ),
  saveBuild: statement<
    readonly [
      ...OfBuild,
      run: number,
      state: string,
      step: string,
      attempt: number,
      progress: string,
      facts: string,
      at: string,
    ]
  >(
    `INSERT INTO build (graph_id, number, run, state, step, attempt, progress, facts, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7::jsonb, $8::jsonb, $9)
     ON CONFLICT (graph_id, number) DO UPDATE SET run = excluded.run, state = excluded.state, step = excluded.step,
       attempt = excluded.attempt, progress = excluded.progress, facts = excluded.facts`,
  ),
  setProgress: statement<readonly [...OfBuild, progress: string]>(
    'UPDATE build SET progress = $3::jsonb WHERE graph_id = $1 AND number = $2',
  ),
  markEmbedded: statement<readonly [...OfBuild, embedded: boolean]>(
    'UPDATE build SET embedded = $3 WHERE graph_id = $1 AND number = $2 AND embedded <> $3',
  ),
  forgetFailures: statement<OfBuild>('DELETE FROM build_failure WHERE graph_id = $1 AND number = $2'),
  forgetDoneBatches: statement<OfBuild>('DELETE FROM done_batch WHERE graph_id = $1 AND number = $2'),
} as const;

/** A graph whose builds and statutes nobody else changes until the transaction ends: its number, and what the rules are asked with. */
export async function lockGraph(sql: Sql, graph: string): Promise<GraphBuilds & { readonly graphId: number }> {
  const [locked] = await sql.rows(statements.lockGraph, [graph]);
  if (!locked) return { graphId: 0, graph, highest: 0, builds: [] };
  const { id, active, highest } = locked;
  await sql.rows(statements.lockKeptBuilds, [id]);
  const builds = (await sql.rows(statements.keptBuilds, [id])).map((row) => storedBuild(row).build);
  return { graphId: id, graph, ...(active !== null && { active }), highest, builds };
}

export async function findBuild(sql: Sql, { graph, number }: BuildReference): Promise<StoredBuild | undefined> {
  const [row] = await sql.rows(statements.findBuild, [graph, number]);
  return row && storedBuild(row);
}

export async function findActiveBuild(sql: Sql, graph: string): Promise<StoredBuild | undefined> {
  const [row] = await sql.rows(statements.activeBuild, [graph]);
  return row && storedBuild(row);
}

/** Newest first. */
export async function listBuilds(
  sql: Sql,
  filter: { graph?: string; states?: readonly BuildState[]; before?: number; limit: number },
): Promise<readonly Build[]> {
  const { graph, states, before, limit } = filter;
  const rows = await sql.rows(statements.listBuilds, [graph, states, before, limit]);
  return rows.map((row) => storedBuild(row).build);
}

/** A build, whatever became of it, or a BuildGoneError. */
export async function knownBuild(sql: Sql, reference: BuildReference): Promise<StoredBuild> {
  const found = await findBuild(sql, reference);
  return { graphId: 0, embedded: false, ...found, build: requireKnown(found?.build, reference) };
}

/** A build whose rows are there, or a BuildGoneError. */
export async function readableBuild(sql: Sql, reference: BuildReference): Promise<StoredBuild> {
  const found = await findBuild(sql, reference);
  return { graphId: 0, embedded: false, ...found, build: requireRows(found?.build, reference) };
}

/** The build itself, which nobody else changes or writes to until the transaction ends; undefined where there is none. */
export async function lockBuild(sql: Sql, reference: BuildReference): Promise<StoredBuild | undefined> {
  await sql.rows(statements.lockBuild, [reference.graph, reference.number]);
  // Read only now: what the lock was waited for is in it.
  return findBuild(sql, reference);
}

/** The build that a run may write, locked, or a StaleRunError: the fence that every save passes. */
export async function fence(sql: Sql, run: BuildRun): Promise<StoredBuild & { readonly writer: Writer }> {
  const found = await lockBuild(sql, run);
  const build = requireRun(found?.build, run);
  const graphId = found?.graphId ?? 0;
  const writer = { graphId, number: build.number, keepsRows: keepsRows(build) };
  return { graphId, build, embedded: found?.embedded ?? false, writer };
}

/** Saves a build as it is; its failures are saved by themselves. */
export async function saveBuild(sql: Sql, graphId: number, build: Build): Promise<void> {
  const {
    graph: _graph,
    number,
    run,
    state,
    step,
    attempt,
    progress,
    failures: _failures,
    createdAt,
    ...facts
  } = build;
  const [progressText, factsText] = [JSON.stringify(progress), JSON.stringify(facts)];
  await sql.run(statements.saveBuild, [graphId, number, run, state, step, attempt, progressText, factsText, createdAt]);
}

/** Saves what a rule made of a graph. */
export async function saveGraphChange(
  sql: Sql,
  graphId: number,
  { build, others, active, undone }: GraphChange,
): Promise<Build> {
  for (const number of undone) {
    await undoRows(sql, [graphId, number], versionedTables);
    await forgetDoneBatches(sql, graphId, number);
    await dropStaged(sql, { graph: build.graph, number });
  }
  // First those that end: one build of a graph is running at a time, and one active.
  for (const changed of [...others, build]) await saveBuild(sql, graphId, changed);
  if (active !== undefined) await sql.run(statements.setActive, [graphId, active]);
  return build;
}

/** Counts what a step has done; the build as it was fenced. */
export async function count(
  sql: Sql,
  { graphId, build }: StoredBuild,
  step: 'draft' | 'embed' | 'match',
  done: number,
): Promise<void> {
  if (done === 0) return;
  const before = build.progress[step] ?? { total: 0, done: 0 };
  const progress = { ...build.progress, [step]: { ...before, done: before.done + done } };
  await sql.run(statements.setProgress, [graphId, build.number, JSON.stringify(progress)]);
}

/**
 * Takes note that a build has all its vectors, or that it has got rows that may have none. One made from it in the same space can then lack
 * only what it opened itself. Links are never deleted, so the note stays true until the build gets other rows.
 */
export async function markEmbedded(sql: Sql, at: OfBuild, embedded: boolean): Promise<void> {
  await sql.run(statements.markEmbedded, [...at, embedded]);
}

export async function forgetFailures(sql: Sql, graphId: number, number: number): Promise<void> {
  await sql.run(statements.forgetFailures, [graphId, number]);
}

export async function forgetDoneBatches(sql: Sql, graphId: number, number: number): Promise<void> {
  await sql.run(statements.forgetDoneBatches, [graphId, number]);
}

/** Reads several statements from the books as they are at one moment. */
export function snapshot<Result>(database: Database, work: (sql: WritingSql) => Promise<Result>): Promise<Result> {
  return database.transaction(async (sql) => {
    await sql.run('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
    return work(sql);
  });
}

function storedBuild({ graph_id: graphId, facts, created_at: createdAt, embedded, ...columns }: BuildRow): StoredBuild {
  return { graphId, embedded, build: { ...columns, ...facts, createdAt } };
}
