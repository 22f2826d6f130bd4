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
} from '../../build-store.js';
import { byCodeUnits } from '../../code-unit-order.js';
import { BuildGoneError } from '../../errors/build-gone-error.js';
import { BuildRunningError } from '../../errors/build-running-error.js';
import { BuildStateError } from '../../errors/build-state-error.js';
import { ruleOfBase } from '../../rule-of-base.js';
import type { MemoryGraph, MemoryState } from './memory-state.js';

export class InMemoryBuildStore extends BuildStore {
  constructor(private readonly state: MemoryState) {
    super();
  }

  override async begin(graph: string, build: NewBuild): Promise<Build> {
    const stored = this.state.graph(graph);
    refuseWhileRunning(stored, graph);
    abandonAbove(stored, stored.active ?? 0);
    const number = Math.max(0, ...stored.builds.keys()) + 1;
    const begun: Build = {
      settings: structuredClone(build.settings),
      draftedBy: [...build.draftedBy],
      graph,
      number,
      run: 1,
      state: 'running',
      step: 'compare',
      attempt: 1,
      passedOver: [],
      progress: {},
      warnings: [],
      failures: [],
      createdAt: this.state.now(),
    };
    stored.builds.set(number, begun);
    return begun;
  }

  override async find({ graph, number }: BuildReference): Promise<Build | undefined> {
    return this.state.graph(graph).builds.get(number);
  }

  override async list({ graph, states, before = Infinity, limit }: BuildFilter): Promise<readonly Build[]> {
    return [...this.state.graphs.values()]
      .flatMap((stored) => [...stored.builds.values()])
      .filter((build) => graph === undefined || build.graph === graph)
      .filter((build) => states === undefined || states.includes(build.state))
      .filter((build) => build.number < before)
      .sort(newestFirst)
      .slice(0, limit);
  }

  override async save(run: BuildRun, change: BuildChange): Promise<Build> {
    const stored = this.state.graph(run.graph);
    const build = stored.fence(run);
    if (change.space) chooseSpace(stored, build, change.space);
    if (change.step === 'match' && build.step !== 'match') stored.doneBatches.delete(run.number);
    const { waiting = build.waiting, ...fields } = change;
    return stored.change(run.number, {
      ...fields,
      waiting: waiting ?? undefined,
      progress: { ...build.progress, ...change.progress },
      ...(change.state === 'failed' ? { endedAt: this.state.now() } : {}),
    } as Partial<Build>);
  }

  override async saveAt(run: BuildRun, at: StepAttempt, change: StepChange): Promise<Build | undefined> {
    return standsAt(this.state.graph(run.graph).fence(run), at) ? this.save(run, change) : undefined;
  }

  override async recordFailures(run: BuildRun, failures: readonly BuildFailure[]): Promise<void> {
    const stored = this.state.graph(run.graph);
    const latest = new Map(
      [...stored.fence(run).failures, ...failures].map((failure) => [failureKey(failure), failure]),
    );
    const sorted = [...latest.entries()].sort(([one], [other]) => byCodeUnits(one, other));
    stored.change(run.number, { failures: sorted.map(([, failure]) => failure) });
  }

  override async rerun(reference: BuildReference): Promise<Build> {
    const stored = this.state.graph(reference.graph);
    const build = this.#existing(reference);
    if (build.state !== 'failed' && build.state !== 'cancelled')
      throw notAllowed(build, 'only a failed or cancelled build can be retried');
    refuseWhileRunning(stored, reference.graph);
    refuseOnRolledBack(stored, build);
    const { failure: _failure, endedAt: _endedAt, waiting: _waiting, ...kept } = build;
    const begun: Build = { ...kept, state: 'running', run: build.run + 1, attempt: 1, failures: [] };
    stored.builds.set(build.number, begun);
    return begun;
  }

  override async cancel(reference: BuildReference): Promise<Build> {
    const build = this.#existing(reference);
    if (build.state !== 'running') throw notAllowed(build, 'only a running build can be cancelled');
    const change = { state: 'cancelled', run: build.run + 1, endedAt: this.state.now() } as const;
    return this.state.graph(reference.graph).change(build.number, change);
  }

  #existing({ graph, number }: BuildReference): Build {
    const build = this.state.graph(graph).builds.get(number);
    if (!build) throw new BuildGoneError(graph, number);
    return build;
  }
}

/** A build has one space; in another one than the active build's, no score of a match holds. */
function chooseSpace(graph: MemoryGraph, build: Build, space: EmbeddingSpace): void {
  const id = embeddingSpaceId(space);
  if (build.space && embeddingSpaceId(build.space) !== id) {
    throw new BuildStateError(
      build.graph,
      build.number,
      `its embedding space is ${embeddingSpaceId(build.space)}, and stays.`,
    );
  }
  const active = graph.builds.get(graph.active ?? 0)?.space;
  if (active && embeddingSpaceId(active) !== id) graph.matches.closeBefore(build.number);
}

export function refuseWhileRunning(graph: MemoryGraph, name: string): void {
  const running = [...graph.builds.values()].find((build) => build.state === 'running');
  if (running) throw new BuildRunningError(name, running.number);
}

/** Its rows stand on those of a build that nobody sees any more. */
function refuseOnRolledBack(graph: MemoryGraph, build: Build): void {
  const base = [...graph.builds.values()].findLast(
    ({ number, state }) => number < build.number && state === 'rolled-back',
  );
  if (base) throw notAllowed(build, ruleOfBase(base.number));
}

/** Undoes all that was built above a number. */
export function abandonAbove(graph: MemoryGraph, number: number): void {
  const above = [...graph.builds.values()].filter((build) => build.number > number && build.state !== 'abandoned');
  for (const build of above.toReversed()) {
    for (const table of graph.tables) table.undo(build.number);
    graph.change(build.number, { state: 'abandoned' });
  }
}

export function notAllowed(build: Build, rule: string): BuildStateError {
  return new BuildStateError(build.graph, build.number, `it is ${build.state}, and ${rule}.`);
}

function failureKey({ step, batch }: BuildFailure): string {
  return `${step}\n${batch}`;
}

function newestFirst(one: Build, other: Build): number {
  return (
    byCodeUnits(other.createdAt, one.createdAt) || byCodeUnits(one.graph, other.graph) || other.number - one.number
  );
}
