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
  requireKnown,
  rerunBuild,
  standsAt,
  type StepAttempt,
  type StepChange,
} from '@lexhop/graph-model';
import { type Database, type Sql, statement } from '@lexhop/postgres';
import { type BuildFilter, BuildStore } from '../build-store.js';
import {
  fence,
  findActiveBuild,
  findBuild,
  forgetDoneBatches,
  forgetFailures,
  listBuilds,
  lockBuild,
  lockGraph,
  saveBuild,
  saveGraphChange,
} from './build-rows.js';
import { ensureGraph } from './graph-rows.js';
import type { RecordEnd } from './postgres-deliveries.js';
import { matches } from './tables.js';
import { closeRowsBefore } from './versioned-rows.js';

/** Each batch's failure is a row of its own, which a later failure of the batch replaces. */
const putFailures = statement<[graphId: number, number: number, failures: string]>(
  `INSERT INTO build_failure (graph_id, number, step, batch, failure)
   SELECT DISTINCT ON (failure->>'step', failure->>'batch') $1::int, $2::int, failure->>'step', failure->>'batch', failure
   FROM jsonb_array_elements($3::jsonb) WITH ORDINALITY AS given(failure, place)
   ORDER BY failure->>'step', failure->>'batch', place DESC
   ON CONFLICT (graph_id, number, step, batch) DO UPDATE SET failure = excluded.failure`,
);

export class PostgresBuildStore extends BuildStore {
  constructor(
    private readonly database: Database,
    private readonly recordEnd: RecordEnd,
  ) {
    super();
  }

  override async begin(graph: string, build: NewBuild): Promise<Build> {
    return this.database.transaction(async (sql) => {
      await ensureGraph(sql, graph);
      const { graphId, ...around } = await lockGraph(sql, graph);
      return saveGraphChange(sql, graphId, beginBuild(around, build, now()));
    });
  }

  override async find(reference: BuildReference): Promise<Build | undefined> {
    return (await findBuild(this.database, reference))?.build;
  }

  override async list(filter: BuildFilter): Promise<readonly Build[]> {
    return listBuilds(this.database, filter);
  }

  override async save(run: BuildRun, change: BuildChange): Promise<Build> {
    return this.database.transaction(async (sql) => {
      const fenced = await fence(sql, run);
      const build = await saveFenced(sql, fenced, change);
      if (change.state) await this.recordEnd(sql, fenced.graphId, build);
      return build;
    });
  }

  override async saveAt(run: BuildRun, at: StepAttempt, change: StepChange): Promise<Build | undefined> {
    return this.database.transaction(async (sql) => {
      const fenced = await fence(sql, run);
      return standsAt(fenced.build, at) ? saveFenced(sql, fenced, change) : undefined;
    });
  }

  override async recordFailures(run: BuildRun, failures: readonly BuildFailure[]): Promise<void> {
    await this.database.transaction(async (sql) => {
      const { graphId, build } = await fence(sql, run);
      await sql.run(putFailures, [graphId, build.number, JSON.stringify(failures)]);
    });
  }

  override async rerun(reference: BuildReference): Promise<Build> {
    return this.database.transaction(async (sql) => {
      const { graphId, ...around } = await lockGraph(sql, reference.graph);
      const found = await findBuild(sql, reference);
      const build = rerunBuild(requireKnown(found?.build, reference), around);
      await saveBuild(sql, graphId, build);
      await forgetFailures(sql, graphId, build.number);
      return build;
    });
  }

  override async cancel(reference: BuildReference): Promise<Build> {
    return this.database.transaction(async (sql) => {
      const found = await lockBuild(sql, reference);
      const build = cancelBuild(requireKnown(found?.build, reference), now());
      await saveBuild(sql, found?.graphId ?? 0, build);
      await this.recordEnd(sql, found?.graphId ?? 0, build);
      return build;
    });
  }
}

async function saveFenced(
  sql: Sql,
  { build, writer }: Awaited<ReturnType<typeof fence>>,
  change: BuildChange,
): Promise<Build> {
  const active = change.space && (await findActiveBuild(sql, build.graph));
  const changed = changeBuild(build, change, { now: now(), activeSpace: active?.build.space });
  if (changed.closesMatches) await closeRowsBefore(sql, writer, [matches]);
  if (changed.forgetsDoneBatches) await forgetDoneBatches(sql, writer.graphId, writer.number);
  await saveBuild(sql, writer.graphId, changed.build);
  return changed.build;
}

/** The time by this process's clock, as an ISO date-time. */
export function now(): string {
  return new Date().toISOString();
}
