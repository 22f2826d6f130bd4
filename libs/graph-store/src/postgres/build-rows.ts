import { type Build, type BuildReference, type BuildState, type GraphChange } from '@lexhop/graph-model';
import { type Sql, statement } from '@lexhop/postgres';
import { dropStaged } from './graph-rows.js';
import { type At, undoRows } from './versioned-rows.js';

/** What of a build has columns of its own; everything else is in `facts`. */
type BuildColumns = Pick<Build, 'graph' | 'number' | 'run' | 'state' | 'step' | 'attempt' | 'progress' | 'failures'>;

interface BuildRow extends BuildColumns {
  readonly graph_id: number;
  readonly facts: Omit<Build, keyof BuildColumns | 'createdAt'>;
  readonly created_at: string;
  readonly embedded: boolean;
}

/** A build, where its rows are, and whether it was seen to lack no vector of its space. */
export interface StoredBuild {
  readonly at: At;
  readonly build: Build;
  readonly embedded: boolean;
}

/** Which builds to list. */
export interface BuildFilter {
  readonly graph?: string;
  readonly states?: readonly BuildState[];
  /** Only builds with a smaller number. */
  readonly before?: number;
  readonly limit: number;
}

const selectBuilds = (where: string) => `
  SELECT b.graph_id, g.name AS graph, b.number, b.run, b.state, b.step, b.attempt, b.progress, b.facts, b.created_at, b.embedded,
    (SELECT coalesce(json_agg(f.failure ORDER BY f.step, f.batch), '[]') FROM build_failure f
     WHERE f.graph_id = b.graph_id AND f.number = b.number) AS failures
  FROM build b JOIN graph g ON g.id = b.graph_id WHERE ${where}`;

const statements = {
  setActive: statement<At>('UPDATE graph SET active = $2 WHERE id = $1'),
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
  saveBuild: statement<
    readonly [
      ...At,
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
  markEmbedded: statement<readonly [...At, embedded: boolean]>(
    'UPDATE build SET embedded = $3 WHERE graph_id = $1 AND number = $2 AND embedded <> $3',
  ),
  forgetDoneBatches: statement<At>('DELETE FROM done_batch WHERE graph_id = $1 AND number = $2'),
} as const;

export async function findBuild(sql: Sql, { graph, number }: BuildReference): Promise<StoredBuild | undefined> {
  const [row] = await sql.rows(statements.findBuild, [graph, number]);
  return row && storedBuild(row);
}

export async function findActiveBuild(sql: Sql, graph: string): Promise<StoredBuild | undefined> {
  const [row] = await sql.rows(statements.activeBuild, [graph]);
  return row && storedBuild(row);
}

/** Every build of a graph whose rows are kept, in order of number. */
export async function keptBuilds(sql: Sql, graphId: number): Promise<readonly Build[]> {
  return (await sql.rows(statements.keptBuilds, [graphId])).map((row) => storedBuild(row).build);
}

/** Newest first. */
export async function listBuilds(sql: Sql, filter: BuildFilter): Promise<readonly Build[]> {
  const { graph, states, before, limit } = filter;
  const rows = await sql.rows(statements.listBuilds, [graph, states, before, limit]);
  return rows.map((row) => storedBuild(row).build);
}

function storedBuild({ graph_id: graphId, facts, created_at: createdAt, embedded, ...columns }: BuildRow): StoredBuild {
  return { at: [graphId, columns.number], embedded, build: { ...columns, ...facts, createdAt } };
}

/** Saves a build as it is; its failures are saved by themselves. */
export async function saveBuild(sql: Sql, at: At, build: Build): Promise<void> {
  const {
    graph: _graph,
    number: _number,
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
  await sql.run(statements.saveBuild, [...at, run, state, step, attempt, progressText, factsText, createdAt]);
}

/** Saves what a rule made of a graph, and gives the build that was asked for. */
export async function saveGraphChange(
  sql: Sql,
  graphId: number,
  { build, others, active, undone }: GraphChange,
): Promise<Build> {
  for (const number of undone) {
    await undoRows(sql, [graphId, number]);
    await forgetDoneBatches(sql, [graphId, number]);
    await dropStaged(sql, { graph: build.graph, number });
  }
  // First those that end: one build of a graph is running at a time, and one active.
  for (const changed of [...others, build]) await saveBuild(sql, [graphId, changed.number], changed);
  if (active !== undefined) await sql.run(statements.setActive, [graphId, active]);
  return build;
}

/**
 * Takes note that a build has all its vectors, or that it has got rows that may have none. One made from it in the same space can then lack
 * only what it opened itself. Links are never deleted, so the note stays true until the build gets other rows.
 */
export async function markEmbedded(sql: Sql, at: At, embedded: boolean): Promise<void> {
  await sql.run(statements.markEmbedded, [...at, embedded]);
}

export async function forgetDoneBatches(sql: Sql, at: At): Promise<void> {
  await sql.run(statements.forgetDoneBatches, at);
}

/** The time by this process's clock, as an ISO date-time. */
export function now(): string {
  return new Date().toISOString();
}
