import type {
  Build,
  BuildCounts,
  BuildFailure,
  BuildReference,
  BuildRun,
  BuildSettings,
  BuildState,
  BuildStep,
  BuildWarning,
  EmbeddingSpace,
  PassedOver,
  StepProgress,
} from '@lexhop/graph-model';

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
  readonly draftedBy?: readonly string[];
  readonly ledger?: Build['ledger'];
  /** Set once; a second, different space is refused with a BuildStateError. In another space than the active build's no match of the build before is kept. */
  readonly space?: EmbeddingSpace;
  readonly passedOver?: readonly PassedOver[];
  readonly download?: Build['download'];
}

/** How a build goes from step to step. */
export type StepChange = Pick<BuildChange, 'step' | 'attempt' | 'progress'>;

/** Where a build stands. */
export type StepAttempt = Pick<Build, 'step' | 'attempt'>;

/** Whether a build still stands there. */
export function standsAt(build: StepAttempt, at: StepAttempt): boolean {
  return build.step === at.step && build.attempt === at.attempt;
}

export interface BuildFilter {
  readonly graph?: string;
  readonly states?: readonly BuildState[];
  /** Only builds with a smaller number. */
  readonly before?: number;
  readonly limit: number;
}

/** The record of every build: state, step, counters, failures, run number. */
export abstract class BuildStore {
  /**
   * Begins a build numbered one above the highest of its graph, in state `running`, at step `compare`, run 1.
   * Throws a BuildRunningError with the number of the one being made. Builds above the active one
   * (failed, cancelled, rolled back) are abandoned first: their rows are deleted and what they closed is reopened.
   */
  abstract begin(graph: string, build: NewBuild): Promise<Build>;

  abstract find(reference: BuildReference): Promise<Build | undefined>;

  /** Newest first. */
  abstract list(filter: BuildFilter): Promise<readonly Build[]>;

  /** Changes a running build. Throws a StaleRunError unless the build is running under this very run number. */
  abstract save(run: BuildRun, change: BuildChange): Promise<Build>;

  /** Changes a running build as save does, unless it has left this step or attempt meanwhile: then nothing changes and undefined is given. */
  abstract saveAt(run: BuildRun, at: StepAttempt, change: StepChange): Promise<Build | undefined>;

  /** Records batches that failed for good; one record per step and batch, the latest. Fenced like save. */
  abstract recordFailures(run: BuildRun, failures: readonly BuildFailure[]): Promise<void>;

  /** Begins another run (attempt 1 of the step it ended in) of a failed or cancelled build, its failures cleared. Throws a BuildStateError in any other state or when the build it was made from was rolled back, a BuildRunningError while another build of the graph is being made. */
  abstract rerun(reference: BuildReference): Promise<Build>;

  /** Cancels a running build: its run number rises, so that late saves are refused. Throws a BuildStateError in any other state. */
  abstract cancel(reference: BuildReference): Promise<Build>;
}
