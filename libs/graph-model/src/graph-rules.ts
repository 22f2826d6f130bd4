import { type Build, type BuildRun, statedEdgeRules } from './build.js';
import { type NewBuild, refusal, requireRun, waitless } from './build-rules.js';
import { BuildRunningError, BuildStateError } from './errors.js';

/** A graph as the rules see it. */
export interface GraphBuilds {
  readonly graph: string;
  /** Number of the active build. */
  readonly active?: number;
  /** Highest number that a build of the graph ever had; 0 where there was none. */
  readonly highest: number;
  /** Every build whose rows are kept, that is, all but the abandoned ones, in order of number. */
  readonly builds: readonly Build[];
}

/** What a rule makes of a graph: everything here is saved in one transaction, or nothing. */
export interface GraphChange {
  /** The build that was asked for, as it becomes. */
  readonly build: Build;
  /** Other builds, as they become. */
  readonly others: readonly Build[];
  /** Number of the build that becomes the active one. */
  readonly active?: number;
  /** Builds of which every row they opened goes and every row they closed reopens, newest first. */
  readonly undone: readonly number[];
}

/** The next build of a graph; failed, cancelled and rolled back builds above the active one are abandoned for it. Throws a BuildRunningError. */
export function beginBuild(graph: GraphBuilds, { settings, draftedBy }: NewBuild, now: string): GraphChange {
  refuseWhileRunning(graph);
  const build: Build = {
    graph: graph.graph,
    number: graph.highest + 1,
    run: 1,
    state: 'running',
    step: 'compare',
    attempt: 1,
    settings,
    ...(settings.from !== 'import' && { statedEdgeRules }),
    passedOver: [],
    draftedBy: [...draftedBy],
    progress: {},
    warnings: [],
    failures: [],
    createdAt: now,
  };
  return { build, ...abandonedAbove(graph, graph.active ?? 0) };
}

/**
 * Another run, attempt 1 of the step it ended in, of a failed or cancelled build; what failed before is forgotten.
 * Throws a BuildStateError in any other state or where the build below it was rolled back, a BuildRunningError while another build is being made.
 */
export function rerunBuild(build: Build, graph: GraphBuilds): Build {
  if (build.state !== 'failed' && build.state !== 'cancelled') {
    throw refusal(build, 'only a failed or cancelled build can be retried');
  }
  refuseWhileRunning(graph);
  const base = graph.builds.findLast((other) => other.number < build.number && other.state === 'rolled-back');
  if (base) throw refusal(build, `it was made from build ${base.number}, which was rolled back: begin a new build`);
  const { failure: _failure, failureCode: _code, endedAt: _endedAt, ...kept } = build;
  return { ...kept, state: 'running', run: build.run + 1, attempt: 1, failures: [] };
}

/** A running build made the active one; the one before becomes `superseded`. Throws a StaleRunError. */
export function activateBuild(graph: GraphBuilds, run: BuildRun, now: string): GraphChange {
  const build = requireRun(findBuild(graph, run.number), run);
  const before = findBuild(graph, graph.active);
  return {
    build: { ...waitless(build), state: 'active', endedAt: now },
    others: before ? [{ ...before, state: 'superseded' }] : [],
    active: build.number,
    undone: [],
  };
}

/**
 * The kept build before the active one, made active again; the one rolled back becomes `rolled-back`.
 * Throws a BuildStateError where there is none or it is not the one that was asked for, a BuildRunningError while a build is being made.
 * @param to its number, for who must not roll back another
 */
export function rollBackBuild(graph: GraphBuilds, to?: number): GraphChange {
  refuseWhileRunning(graph);
  const active = findBuild(graph, graph.active);
  const [before] = keptBefore(graph);
  if (!active || !before) {
    throw new BuildStateError(graph.graph, active?.number, 'there is no kept build before the active one.');
  }
  if (to !== undefined && to !== before.number) {
    throw new BuildStateError(graph.graph, to, 'only the kept build before the active one can be made active again.');
  }
  return {
    build: { ...before, state: 'active' },
    others: [{ ...active, state: 'rolled-back' }],
    active: before.number,
    undone: [],
  };
}

/** A build and those after it, abandoned; nothing changes where it is already. Throws a BuildStateError for one that is running, active or older than the active one. */
export function abandonBuild(build: Build, graph: GraphBuilds): GraphChange {
  if (build.state === 'abandoned') return { build, others: [], undone: [] };
  if (build.state === 'running' || build.number <= (graph.active ?? 0)) {
    throw refusal(build, 'only a build that is newer than the active one and not being made can be abandoned');
  }
  const { others, undone } = abandonedAbove(graph, build.number - 1);
  return {
    build: { ...build, state: 'abandoned' },
    others: others.filter(({ number }) => number !== build.number),
    undone,
  };
}

/** Which builds are abandoned where the active one and the `keep - 1` activated before it are kept: rows that ended at or before `oldest` may go. */
export function collectBuilds(
  graph: GraphBuilds,
  keep: number,
): { readonly abandoned: readonly Build[]; readonly oldest: number } | undefined {
  if (graph.active === undefined) return undefined;
  const before = keptBefore(graph);
  const oldest = before.slice(0, keep - 1).at(-1)?.number ?? graph.active;
  const abandoned = before.filter(({ number }) => number < oldest);
  return { abandoned: abandoned.map((build) => ({ ...build, state: 'abandoned' })), oldest };
}

function findBuild(graph: GraphBuilds, number: number | undefined): Build | undefined {
  return graph.builds.find((build) => build.number === number);
}

function refuseWhileRunning(graph: GraphBuilds): void {
  const running = graph.builds.find(({ state }) => state === 'running');
  if (running) throw new BuildRunningError(graph.graph, running.number);
}

function abandonedAbove(graph: GraphBuilds, number: number): Pick<GraphChange, 'others' | 'undone'> {
  const above = graph.builds.filter((build) => build.number > number).toReversed();
  return {
    others: above.map((build) => ({ ...build, state: 'abandoned' })),
    undone: above.map((build) => build.number),
  };
}

/** Builds that can be rolled back to, newest first. */
function keptBefore({ builds, active = 0 }: GraphBuilds): readonly Build[] {
  return builds.filter(({ number, state }) => state === 'superseded' && number < active).toReversed();
}
