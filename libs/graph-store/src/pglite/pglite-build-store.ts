import {
  type Build,
  type BuildFailure,
  type BuildReference,
  type BuildRun,
  type EmbeddingSpace,
  embeddingSpaceId,
} from '@lexhop/graph-model';
import {
  type BuildChange,
  type BuildFilter,
  BuildStore,
  type NewBuild,
  standsAt,
  type StepAttempt,
  type StepChange,
} from '../build-store.js';
import { BuildStateError } from '../errors/build-state-error.js';
import { ruleOfBase } from '../rule-of-base.js';
import { abandonBuildsAbove, refuseWhileRunning } from './abandon-builds.js';
import { type BuildFacts, changeBuild, fence, findBuild, knownBuild, selectBuilds } from './build-row.js';
import type { Database, Sql } from './database.js';
import { ensureGraph } from './graphs.js';
import { matches } from './tables.js';
import { closeRowsBefore, type Writer } from './versioned-table.js';

export class PgliteBuildStore extends BuildStore {
  constructor(private readonly database: Database) {
    super();
  }

  override async begin(graph: string, { settings, draftedBy }: NewBuild): Promise<Build> {
    return this.database.transaction(async (sql) => {
      const graphId = await ensureGraph(sql, graph);
      await refuseWhileRunning(sql, graphId, graph);
      const [stands] = await sql.rows<{ active: number | null; highest: number }>(
        `SELECT active, (SELECT coalesce(max(number), 0) FROM build WHERE graph_id = $1) AS highest
         FROM graph WHERE id = $1`,
        [graphId],
      );
      await abandonBuildsAbove(sql, graphId, stands?.active ?? 0);
      const facts: BuildFacts = { settings, draftedBy: [...draftedBy], passedOver: [], warnings: [] };
      const number = (stands?.highest ?? 0) + 1;
      await sql.run('INSERT INTO build (graph_id, number, facts, created_at) VALUES ($1, $2, $3::jsonb, $4)', [
        graphId,
        number,
        JSON.stringify(facts),
        now(),
      ]);
      return (await knownBuild(sql, { graph, number })).build;
    });
  }

  override async find(reference: BuildReference): Promise<Build | undefined> {
    return (await findBuild(this.database, reference))?.build;
  }

  override async list({ graph, states, before, limit }: BuildFilter): Promise<readonly Build[]> {
    const builds = await selectBuilds(
      this.database,
      `($1::text IS NULL OR g.name = $1) AND ($2::text[] IS NULL OR b.state = ANY($2))
         AND ($3::int IS NULL OR b.number < $3)
       ORDER BY CASE WHEN $1::text IS NULL THEN b.created_at END DESC, g.name, b.number DESC LIMIT $4`,
      [graph ?? null, states ?? null, before ?? null, limit],
    );
    return builds.map(({ build }) => build);
  }

  override async save(run: BuildRun, change: BuildChange): Promise<Build> {
    return this.database.transaction(async (sql) => saveFenced(sql, run, await fence(sql, run), change));
  }

  override async saveAt(run: BuildRun, at: StepAttempt, change: StepChange): Promise<Build | undefined> {
    return this.database.transaction(async (sql) => {
      const fenced = await fence(sql, run);
      return standsAt(fenced.build, at) ? saveFenced(sql, run, fenced, change) : undefined;
    });
  }

  override async recordFailures(run: BuildRun, failures: readonly BuildFailure[]): Promise<void> {
    await this.database.transaction(async (sql) => {
      const { writer } = await fence(sql, run);
      for (const failure of failures) {
        await sql.run(
          `INSERT INTO build_failure (graph_id, number, step, batch, failure) VALUES ($1, $2, $3, $4, $5::jsonb)
           ON CONFLICT (graph_id, number, step, batch) DO UPDATE SET failure = excluded.failure`,
          [writer.graphId, writer.number, failure.step, failure.batch, JSON.stringify(failure)],
        );
      }
    });
  }

  override async rerun(reference: BuildReference): Promise<Build> {
    return this.database.transaction(async (sql) => {
      const { graphId, build } = await knownBuild(sql, reference);
      if (build.state !== 'failed' && build.state !== 'cancelled') {
        throw refusal(build, 'only a failed or cancelled build can be retried');
      }
      await refuseWhileRunning(sql, graphId, build.graph);
      await refuseOnRolledBack(sql, graphId, build);
      const facts = { failure: null, endedAt: null, waiting: null };
      await changeBuild(sql, graphId, build.number, { state: 'running', run: build.run + 1, attempt: 1, facts });
      await sql.run('DELETE FROM build_failure WHERE graph_id = $1 AND number = $2', [graphId, build.number]);
      return (await knownBuild(sql, reference)).build;
    });
  }

  override async cancel(reference: BuildReference): Promise<Build> {
    return this.database.transaction(async (sql) => {
      const { graphId, build } = await knownBuild(sql, reference);
      if (build.state !== 'running') throw refusal(build, 'only a running build can be cancelled');
      const facts = { endedAt: now() };
      await changeBuild(sql, graphId, build.number, { state: 'cancelled', run: build.run + 1, facts });
      return (await knownBuild(sql, reference)).build;
    });
  }
}

async function saveFenced(
  sql: Sql,
  run: BuildRun,
  { build, writer }: Awaited<ReturnType<typeof fence>>,
  change: BuildChange,
): Promise<Build> {
  if (change.space) await chooseSpace(sql, build, writer, change.space);
  if (change.step === 'match' && build.step !== 'match') await forgetDoneBatches(sql, writer);
  await changeBuild(sql, writer.graphId, writer.number, columnsOf(change));
  return (await knownBuild(sql, run)).build;
}

/** Its rows stand on those of a build that nobody sees any more. */
async function refuseOnRolledBack(sql: Sql, graphId: number, build: Build): Promise<void> {
  const below = `g.id = $1 AND b.number < $2 AND b.state = 'rolled-back' ORDER BY b.number DESC LIMIT 1`;
  const [base] = await selectBuilds(sql, below, [graphId, build.number]);
  if (base) throw refusal(build, ruleOfBase(base.build.number));
}

export function refusal(build: Build, rule: string): BuildStateError {
  return new BuildStateError(build.graph, build.number, `it is ${build.state}, and ${rule}.`);
}

export function now(): string {
  return new Date().toISOString();
}

function columnsOf({ state, step, attempt, progress, ...facts }: BuildChange): Parameters<typeof changeBuild>[3] {
  const ended = state === undefined ? {} : { state, facts: { ...facts, endedAt: now() } };
  return {
    ...(step === undefined ? {} : { step }),
    ...(attempt === undefined ? {} : { attempt }),
    ...(progress === undefined ? {} : { progress }),
    facts,
    ...ended,
  };
}

/** A build has one space; in another one than the active build's, no score of a match holds. */
async function chooseSpace(sql: Sql, build: Build, writer: Writer, space: EmbeddingSpace): Promise<void> {
  const id = embeddingSpaceId(space);
  if (build.space && embeddingSpaceId(build.space) !== id) {
    throw new BuildStateError(
      build.graph,
      build.number,
      `its embedding space is ${embeddingSpaceId(build.space)}, and stays.`,
    );
  }
  const [active] = await selectBuilds(sql, 'g.id = $1 AND b.number = g.active', [writer.graphId]);
  const activeSpace = active?.build.space;
  if (activeSpace && embeddingSpaceId(activeSpace) !== id) await closeRowsBefore(sql, matches, writer);
}

async function forgetDoneBatches(sql: Sql, { graphId, number }: Writer): Promise<void> {
  await sql.run('DELETE FROM done_batch WHERE graph_id = $1 AND number = $2', [graphId, number]);
}
