import {
  beginBuild,
  type Build,
  type BuildChange,
  type BuildFailure,
  type BuildReference,
  type BuildRun,
  cancelBuild,
  changeBuild,
  type NewBuild,
  rerunBuild,
  standsAt,
  type StepAttempt,
  type StepChange,
} from '@lexhop/graph-model';
import { type Database, type Sql, statement } from '@lexhop/postgres';
import type { RecordEnd } from './deliveries.js';
import {
  type BuildFilter,
  findActiveBuild,
  findBuild,
  forgetDoneBatches,
  listBuilds,
  now,
  saveBuild,
  saveGraphChange,
} from './postgres/build-rows.js';
import { ensureGraph } from './postgres/graph-rows.js';
import { matches } from './postgres/tables.js';
import {
  type FencedBuild,
  knownBuild,
  lockBuild,
  lockGraph,
  lockingGraph,
  writingRun,
} from './postgres/transactions.js';
import { type At, closeRowsBefore } from './postgres/versioned-rows.js';

const statements = {
  /** Each batch's failure is a row of its own, which a later failure of the batch replaces. */
  putFailures: statement<readonly [...At, failures: string]>(
    `INSERT INTO build_failure (graph_id, number, step, batch, failure)
     SELECT DISTINCT ON (failure->>'step', failure->>'batch') $1::int, $2::int, failure->>'step', failure->>'batch', failure
     FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS given(failure, place)
     ORDER BY failure->>'step', failure->>'batch', place DESC
     ON CONFLICT (graph_id, number, step, batch) DO UPDATE SET failure = excluded.failure`,
  ),
  forgetFailures: statement<At>('DELETE FROM build_failure WHERE graph_id = $1 AND number = $2'),
} as const;

/** The record of every build: state, step, counters, failures, run number. */
export class BuildStore {
  constructor(
    private readonly database: Database,
    private readonly recordEnd: RecordEnd,
  ) {}

  /**
   * Begins a build numbered one above the highest of its graph, in state `running`, at step `compare`, run 1.
   * Throws a BuildRunningError with the number of the one being made. Builds above the active one
   * (failed, cancelled, rolled back) are abandoned first: their rows are deleted and what they closed is reopened.
   */
  async begin(graph: string, build: NewBuild): Promise<Build> {
    return this.database.transaction(async (sql) => {
      await ensureGraph(sql, graph);
      const locked = await lockGraph(sql, graph);
      return saveGraphChange(sql, locked.graphId, beginBuild(locked, build, now()));
    });
  }

  async find(reference: BuildReference): Promise<Build | undefined> {
    return (await findBuild(this.database, reference))?.build;
  }

  /** Newest first. */
  async list(filter: BuildFilter): Promise<readonly Build[]> {
    return listBuilds(this.database, filter);
  }

  /** Changes a running build. Throws a StaleRunError unless the build is running under this very run number. */
  async save(run: BuildRun, change: BuildChange): Promise<Build> {
    return writingRun(this.database, run, async (sql, fenced) => {
      const build = await saveFenced(sql, fenced, change);
      if (change.state) await this.recordEnd(sql, fenced.writer.at, build);
      return build;
    });
  }

  /** Changes a running build as save does, unless it has left this step or attempt meanwhile: then nothing changes and undefined is given. */
  async saveAt(run: BuildRun, at: StepAttempt, change: StepChange): Promise<Build | undefined> {
    return writingRun(this.database, run, async (sql, fenced) =>
      standsAt(fenced.build, at) ? saveFenced(sql, fenced, change) : undefined,
    );
  }

  /** Records batches that failed for good; one record per step and batch, the latest. Fenced like save. */
  async recordFailures(run: BuildRun, failures: readonly BuildFailure[]): Promise<void> {
    await writingRun(this.database, run, (sql, { writer }) =>
      sql.run(statements.putFailures, [...writer.at, JSON.stringify(failures)]),
    );
  }

  /**
   * Begins another run (attempt 1 of the step it ended in) of a failed or cancelled build, its failures cleared. Throws a BuildStateError in any
   * other state or when the build it was made from was rolled back, a BuildRunningError while another build of the graph is being made.
   */
  async rerun(reference: BuildReference): Promise<Build> {
    return lockingGraph(this.database, reference.graph, async (sql, locked) => {
      const { at, build: before } = await knownBuild(sql, reference);
      const build = rerunBuild(before, locked);
      await saveBuild(sql, at, build);
      await sql.run(statements.forgetFailures, at);
      return build;
    });
  }

  /** Cancels a running build: its run number rises, so that late saves are refused. Throws a BuildStateError in any other state. */
  async cancel(reference: BuildReference): Promise<Build> {
    return this.database.transaction(async (sql) => {
      const { at, build: before } = await lockBuild(sql, reference);
      const build = cancelBuild(before, now());
      await saveBuild(sql, at, build);
      await this.recordEnd(sql, at, build);
      return build;
    });
  }
}

async function saveFenced(sql: Sql, { build, writer }: FencedBuild, change: BuildChange): Promise<Build> {
  const active = change.space && (await findActiveBuild(sql, build.graph));
  const changed = changeBuild(build, change, { now: now(), activeSpace: active?.build.space });
  if (changed.closesMatches) await closeRowsBefore(sql, writer.at, [matches]);
  if (changed.forgetsDoneBatches) await forgetDoneBatches(sql, writer.at);
  await saveBuild(sql, writer.at, changed.build);
  return changed.build;
}
