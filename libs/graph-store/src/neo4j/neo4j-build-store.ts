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
import { BuildStateError } from '@lexhop/graph-model';
import { ruleOfBase } from '../rule-of-base.js';
import { abandonNumbers, dropRows, numbersAbove, refuseWhileRunning } from './abandon-builds.js';
import { buildKey } from './build-key.js';
import { type BuildNode, buildOf, changeBuild, findBuild, knownBuild } from './build-node.js';
import type { Cypher, Neo4jConnection } from './connection.js';
import { currentRun } from './current-run.js';
import { lockGraph } from './lock-graph.js';
import { activeBuild } from './statements/builds/active-build.js';
import { forgetDoneBatches } from './statements/builds/forget-done-batches.js';
import { forgetFailures } from './statements/builds/forget-failures.js';
import { highestBuild } from './statements/builds/highest-build.js';
import { insertBuild } from './statements/builds/insert-build.js';
import { listBuilds } from './statements/builds/list-builds.js';
import { lockBuild } from './statements/builds/lock-build.js';
import { recordFailures } from './statements/builds/record-failures.js';
import { matches } from './versioned-kinds.js';
import { closeRowsBefore } from './versioned-rows.js';

/** Builds on Neo4j. Whoever changes the builds of a graph has its node locked meanwhile, so that changes come one after the other. */
export class Neo4jBuildStore extends BuildStore {
  constructor(private readonly connection: Neo4jConnection) {
    super();
  }

  override async begin(graph: string, build: NewBuild): Promise<Build> {
    for (;;) {
      const begun = await this.connection.write((cypher) => beginOrAbandon(cypher, graph, build));
      if ('build' in begun) return begun.build;
      await dropRows(this.connection, graph, begun.abandoned);
    }
  }

  override async find(reference: BuildReference): Promise<Build | undefined> {
    return this.connection.read((cypher) => findBuild(cypher, reference));
  }

  override async list({ graph, states, before, limit }: BuildFilter): Promise<readonly Build[]> {
    return (await this.connection.rows<BuildNode>(listBuilds, { graph, states, before, limit })).map(buildOf);
  }

  override async save(run: BuildRun, change: BuildChange): Promise<Build> {
    const { space } = change;
    if (space && (await this.#isOfAnotherSpace(run, space))) await closeRowsBefore(this.connection, [matches], run);
    return this.connection.write(async (cypher) => saveCurrent(cypher, await currentRun(cypher, run), change));
  }

  override async saveAt(run: BuildRun, at: StepAttempt, change: StepChange): Promise<Build | undefined> {
    return this.connection.write(async (cypher) => {
      const build = await currentRun(cypher, run);
      return standsAt(build, at) ? saveCurrent(cypher, build, change) : undefined;
    });
  }

  override async recordFailures(run: BuildRun, failures: readonly BuildFailure[]): Promise<void> {
    const build = buildKey(run);
    const rows = failures
      .map((failure) => ({ ...failure, key: `${build}/${failure.step}/${failure.batch}` }))
      .map(({ key, ...failure }) => ({ key, ...failure, failure: JSON.stringify(failure) }));
    await this.connection.write(async (cypher) => {
      await currentRun(cypher, run);
      await cypher.rows(recordFailures, { build, rows });
    });
  }

  override async rerun(reference: BuildReference): Promise<Build> {
    return this.connection.write(async (cypher) => {
      const build = await lockedBuild(cypher, reference);
      if (build.state !== 'failed' && build.state !== 'cancelled') {
        throw refusal(build, 'only a failed or cancelled build can be retried');
      }
      await refuseWhileRunning(cypher, build.graph);
      await refuseOnRolledBack(cypher, build);
      await cypher.rows(forgetFailures, { build: buildKey(build) });
      const facts = { failure: null, endedAt: null, waiting: null };
      return changeBuild(cypher, build, { state: 'running', run: build.run + 1, attempt: 1, facts });
    });
  }

  override async cancel(reference: BuildReference): Promise<Build> {
    return this.connection.write(async (cypher) => {
      const build = await lockedBuild(cypher, reference);
      if (build.state !== 'running') throw refusal(build, 'only a running build can be cancelled');
      return changeBuild(cypher, build, { state: 'cancelled', run: build.run + 1, facts: { endedAt: now() } });
    });
  }

  /** In another space than the active build's no score of a match holds. Asked under the run, so that a late one closes nothing. */
  #isOfAnotherSpace(run: BuildRun, space: EmbeddingSpace): Promise<boolean> {
    return this.connection.write(async (cypher) => {
      refuseAnotherSpace(await currentRun(cypher, run), space);
      const [active] = await cypher.rows<BuildNode>(activeBuild, { graph: run.graph });
      const activeSpace = active && buildOf(active).space;
      return activeSpace !== undefined && embeddingSpaceId(activeSpace) !== embeddingSpaceId(space);
    });
  }
}

/** A build, locked with its graph until the transaction ends, or a BuildGoneError. */
export async function lockedBuild(cypher: Cypher, reference: BuildReference): Promise<Build> {
  await lockGraph(cypher, reference.graph);
  await cypher.rows(lockBuild, { key: buildKey(reference) });
  return knownBuild(cypher, reference);
}

async function saveCurrent(cypher: Cypher, build: Build, change: BuildChange): Promise<Build> {
  if (change.space) refuseAnotherSpace(build, change.space);
  if (change.step === 'match' && build.step !== 'match') {
    await cypher.rows(forgetDoneBatches, { prefix: `${buildKey(build)}/` });
  }
  return changeBuild(cypher, build, changedBy(change));
}

/** Its rows stand on those of a build that nobody sees any more. */
async function refuseOnRolledBack(cypher: Cypher, build: Build): Promise<void> {
  const below = { graph: build.graph, states: ['rolled-back'], before: build.number, limit: 1 };
  const [base] = await cypher.rows<BuildNode>(listBuilds, below);
  if (base) throw refusal(build, ruleOfBase(buildOf(base).number));
}

export function refusal(build: Build, rule: string): BuildStateError {
  return new BuildStateError(build.graph, build.number, `it is ${build.state}, and ${rule}.`);
}

export function now(): string {
  return new Date().toISOString();
}

/** Begins a build where nothing stands in its way; builds above the active one are abandoned first, and their numbers returned. */
async function beginOrAbandon(
  cypher: Cypher,
  graph: string,
  { settings, draftedBy }: NewBuild,
): Promise<{ readonly build: Build } | { readonly abandoned: readonly number[] }> {
  await lockGraph(cypher, graph);
  await refuseWhileRunning(cypher, graph);
  const [active] = await cypher.rows<BuildNode>(activeBuild, { graph });
  const abandoned = await numbersAbove(cypher, graph, active?.build.number ?? 0);
  if (abandoned.length > 0) {
    await abandonNumbers(cypher, graph, abandoned);
    return { abandoned };
  }
  const { highest } = await cypher.row<{ highest: number }>(highestBuild, { graph });
  const reference = { graph, number: highest + 1 };
  const facts = JSON.stringify({ settings, draftedBy, passedOver: [], warnings: [] });
  const begun = { run: 1, state: 'running', step: 'compare', attempt: 1, progress: '{}', facts, createdAt: now() };
  await cypher.rows(insertBuild, { graph, properties: { key: buildKey(reference), ...reference, ...begun } });
  return { build: await knownBuild(cypher, reference) };
}

function changedBy({ state, step, attempt, progress, ...facts }: BuildChange): Parameters<typeof changeBuild>[2] {
  return {
    ...(state === undefined ? { facts } : { state, facts: { ...facts, endedAt: now() } }),
    ...(step === undefined ? {} : { step }),
    ...(attempt === undefined ? {} : { attempt }),
    ...(progress === undefined ? {} : { progress }),
  };
}

function refuseAnotherSpace(build: Build, space: EmbeddingSpace): void {
  if (!build.space || embeddingSpaceId(build.space) === embeddingSpaceId(space)) return;
  const stays = `its embedding space is ${embeddingSpaceId(build.space)}, and stays.`;
  throw new BuildStateError(build.graph, build.number, stays);
}
