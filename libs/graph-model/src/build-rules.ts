import {
  type Build,
  type BuildComparison,
  type BuildCounts,
  type BuildReference,
  type BuildRun,
  type BuildSettings,
  type BuildState,
  type BuildStep,
  buildSteps,
  type BuildWait,
  type BuildWarning,
  type PassedOver,
  type StepProgress,
} from './build.js';
import { type EmbeddingSpace, embeddingSpaceId } from './embedding-space.js';
import { BuildGoneError, BuildStateError, StaleRunError } from './errors.js';

/** What is known of a build before it begins. */
export interface NewBuild {
  readonly settings: BuildSettings;
  readonly draftedBy: readonly string[];
}

/** Fields of a build that its own run may change; what is absent stays. `progress` merges by step. */
export interface BuildChange {
  readonly state?: Extract<BuildState, 'failed'>;
  readonly step?: BuildStep;
  readonly attempt?: number;
  readonly progress?: Partial<Record<BuildStep, StepProgress>>;
  readonly counts?: BuildCounts;
  readonly warnings?: readonly BuildWarning[];
  readonly failure?: string;
  readonly failureCode?: string;
  readonly draftedBy?: readonly string[];
  readonly ledger?: Build['ledger'];
  /** Chosen once: see {@link changeBuild}. */
  readonly space?: EmbeddingSpace;
  readonly passedOver?: readonly PassedOver[];
  readonly download?: Build['download'];
  /** Null once it waits no more. */
  readonly waiting?: BuildWait | null;
}

/** How a build goes from step to step. */
export type StepChange = Pick<BuildChange, 'step' | 'attempt' | 'progress'>;

/** Where a build stands. */
export type StepAttempt = Pick<Build, 'step' | 'attempt'>;

/** What a rule makes of one build and, with it, of what the build has written. */
interface ChangedBuild {
  readonly build: Build;
  /** Batches done in the match step before are forgotten, since the step is entered anew. */
  readonly forgetsDoneBatches: boolean;
  /** Matches of the builds before are closed: their scores are of another embedding space. */
  readonly closesMatches: boolean;
}

/** A running build, cancelled: its run number rises, so that late saves are refused. Throws a BuildStateError in any other state. */
export function cancelBuild(build: Build, now: string): Build {
  if (build.state !== 'running') throw refusal(build, 'only a running build can be cancelled');
  return { ...waitless(build), state: 'cancelled', run: build.run + 1, endedAt: now };
}

/** Whether a build is running under this very run number. */
export function isCurrent(build: Build | undefined, { run }: BuildRun): build is Build {
  return build?.state === 'running' && build.run === run;
}

/** The build that a run may write. Throws a StaleRunError unless the run is the current one. */
export function requireRun(build: Build | undefined, run: BuildRun): Build {
  if (isCurrent(build, run)) return build;
  throw new StaleRunError(run.graph, run.number, run.run);
}

/** The build that was asked for, whatever became of it. Throws a BuildGoneError for none. */
export function requireKnown(build: Build | undefined, { graph, number }: BuildReference): Build {
  if (build) return build;
  throw new BuildGoneError(graph, number);
}

/** The build whose rows may be read. Throws a BuildGoneError for none and for an abandoned one. */
export function requireRows(build: Build | undefined, { graph, number }: BuildReference): Build {
  if (build && build.state !== 'abandoned') return build;
  throw new BuildGoneError(graph, number);
}

/** The space that a build's vectors are of. Throws a BuildStateError while it is not chosen. */
export function requireSpace({ space, graph, number }: Build): EmbeddingSpace {
  if (space) return space;
  throw new BuildStateError(graph, number, 'its embedding space is not chosen yet.');
}

/** Whether a build still stands at a step and attempt. */
export function standsAt(build: StepAttempt, at: StepAttempt): boolean {
  return build.step === at.step && build.attempt === at.attempt;
}

/**
 * A running build with what its run changes. The embedding space is chosen once: another one is refused with a BuildStateError.
 * @param activeSpace the space of the active build: in another one no match of the builds before holds
 */
export function changeBuild(
  build: Build,
  change: BuildChange,
  { now, activeSpace }: { readonly now: string; readonly activeSpace?: EmbeddingSpace | undefined },
): ChangedBuild {
  const { progress, space, waiting: _waiting, ...facts } = change;
  if (space && build.space && !isSameSpace(space, build.space)) {
    throw new BuildStateError(
      build.graph,
      build.number,
      `its embedding space is ${embeddingSpaceId(build.space)}, and stays.`,
    );
  }
  const changed: Build = {
    ...withWait(build, change),
    ...present(facts),
    progress: withProgress(build.progress, progress ?? {}),
    ...(space && { space }),
    ...(change.state && { endedAt: now }),
  };
  return {
    build: changed,
    forgetsDoneBatches: change.step === 'match' && build.step !== 'match',
    closesMatches: space !== undefined && activeSpace !== undefined && !isSameSpace(space, activeSpace),
  };
}

/** Counters are changed one by one, so that who counts does not lose when the step began. */
function withProgress(before: Build['progress'], change: Build['progress']): Build['progress'] {
  const steps = buildSteps.flatMap((step) => {
    const counted = change[step];
    return counted ? [[step, { ...before[step], ...counted }] as const] : [];
  });
  return { ...before, ...Object.fromEntries(steps) };
}

/** The build when it waits for nothing: its work goes on, or nobody works on it any more. */
export function waitless({ waiting: _waiting, ...build }: Build): Build {
  return build;
}

function withWait(build: Build, { state, waiting }: BuildChange): Build {
  if (waiting === null || state !== undefined) return waitless(build);
  return waiting ? { ...build, waiting } : build;
}

/** What an earlier comparison of this run found, once its step was left; undefined while comparing is done anew. */
export function keptComparison(build: Build): BuildComparison | undefined {
  return build.step === 'compare' ? undefined : build.comparison;
}

/** Whether a build keeps rows of the build before that it finds again; from scratch and of an import every row is its own. */
export function keepsRows(build: Build): boolean {
  return build.settings.from === 'active';
}

/**
 * The first build whose rows may lack a vector of this build's space: its own number, where it is made from the active build in the same space
 * and that one was seen to lack none; else 0, for all of them.
 */
export function firstWithoutVectors(build: Build, active: Build | undefined, isActiveEmbedded: boolean): number {
  const isSure = isActiveEmbedded && keepsRows(build) && active !== undefined && active.number < build.number;
  return isSure && shareSpace(active, build) ? build.number : 0;
}

/** Whether two builds have the same embedding space, so that their vectors may be compared. */
export function shareSpace(one: Build, other: Build): boolean {
  return one.space !== undefined && other.space !== undefined && isSameSpace(one.space, other.space);
}

function isSameSpace(one: EmbeddingSpace, other: EmbeddingSpace): boolean {
  return embeddingSpaceId(one) === embeddingSpaceId(other);
}

/** A field that is undefined says nothing, like one that is absent. */
function present(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** That a build is not in the state that a rule needs. */
export function refusal(build: Build, rule: string): BuildStateError {
  return new BuildStateError(build.graph, build.number, `it is ${build.state}, and ${rule}.`);
}
