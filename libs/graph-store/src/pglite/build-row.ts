import type { Build, BuildReference, BuildRun, EmbeddingSpace } from '@lexhop/graph-model';
import { BuildGoneError } from '../errors/build-gone-error.js';
import { BuildStateError } from '../errors/build-state-error.js';
import { StaleRunError } from '../errors/stale-run-error.js';
import type { Sql } from './database.js';
import type { Writer } from './versioned-table.js';

/** What of a build has no column of its own. */
export type BuildFacts = Omit<
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
}

/** A build and the number of its graph's rows. */
export interface StoredBuild {
  readonly graphId: number;
  readonly build: Build;
}

/** Builds that a condition on `g` (graph) and `b` (build) picks; what follows WHERE. */
export async function selectBuilds(
  sql: Sql,
  condition: string,
  parameters: readonly unknown[],
): Promise<readonly StoredBuild[]> {
  const rows = await sql.rows<BuildRow>(
    `SELECT b.graph_id, g.name AS graph, b.number, b.run, b.state, b.step, b.attempt, b.progress, b.facts, b.created_at,
       (SELECT coalesce(json_agg(f.failure ORDER BY f.step, f.batch), '[]') FROM build_failure f
        WHERE f.graph_id = b.graph_id AND f.number = b.number) AS failures
     FROM build b JOIN graph g ON g.id = b.graph_id WHERE ${condition}`,
    parameters,
  );
  return rows.map(({ graph_id, facts, created_at, ...columns }) => ({
    graphId: graph_id,
    build: { ...columns, ...facts, createdAt: created_at },
  }));
}

export async function findBuild(sql: Sql, { graph, number }: BuildReference): Promise<StoredBuild | undefined> {
  const [found] = await selectBuilds(sql, 'g.name = $1 AND b.number = $2', [graph, number]);
  return found;
}

/** A build, whatever became of it, or a BuildGoneError. */
export async function knownBuild(sql: Sql, reference: BuildReference): Promise<StoredBuild> {
  const found = await findBuild(sql, reference);
  if (!found) throw new BuildGoneError(reference.graph, reference.number);
  return found;
}

/** A build whose rows are there, or a BuildGoneError. */
export async function readableBuild(sql: Sql, reference: BuildReference): Promise<StoredBuild> {
  const found = await knownBuild(sql, reference);
  if (found.build.state === 'abandoned') throw new BuildGoneError(reference.graph, reference.number);
  return found;
}

/** The build that a run may write, or a StaleRunError. */
export async function fence(sql: Sql, run: BuildRun): Promise<StoredBuild & { readonly writer: Writer }> {
  const found = await findBuild(sql, run);
  if (!found || found.build.state !== 'running' || found.build.run !== run.run) {
    throw new StaleRunError(run.graph, run.number, run.run);
  }
  const { graphId, build } = found;
  return { ...found, writer: { graphId, number: build.number, reopen: build.settings.from === 'active' } };
}

/** The space that a build's vectors are of, or a BuildStateError while it is not chosen. */
export function spaceOf(build: Build): EmbeddingSpace {
  if (build.space) return build.space;
  throw new BuildStateError(build.graph, build.number, 'its embedding space is not chosen yet.');
}

/** Moves a step's counter; the row alone, so that counting costs nothing. */
export async function count(sql: Sql, writer: Writer, step: 'draft' | 'embed' | 'match', done: number): Promise<void> {
  await sql.run(
    `UPDATE build SET progress = jsonb_set(
       progress, ARRAY[$3::text],
       coalesce(progress->$3::text, '{"total": 0, "done": 0}')
         || jsonb_build_object('done', coalesce((progress->$3::text->>'done')::int, 0) + $4::int))
     WHERE graph_id = $1 AND number = $2`,
    [writer.graphId, writer.number, step, done],
  );
}

/** Changes columns and facts of a build; facts that are `null` go. */
export async function changeBuild(
  sql: Sql,
  graphId: number,
  number: number,
  change: Partial<Pick<Build, 'state' | 'run' | 'step' | 'attempt' | 'progress'>> & {
    readonly facts?: Readonly<Record<string, unknown>>;
  },
): Promise<void> {
  const { state = null, run = null, step = null, attempt = null, progress = {}, facts = {} } = change;
  const gone = Object.keys(facts).filter((fact) => facts[fact] === null);
  await sql.run(
    `UPDATE build SET state = coalesce($3, state), run = coalesce($4, run), step = coalesce($5, step),
       attempt = coalesce($6, attempt), progress = progress || $7::jsonb, facts = (facts || $8::jsonb) - $9::text[]
     WHERE graph_id = $1 AND number = $2`,
    [graphId, number, state, run, step, attempt, JSON.stringify(progress), JSON.stringify(facts), gone],
  );
}
