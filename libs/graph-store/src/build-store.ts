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

  /** Records batches that failed for good; one record per step and batch, the latest. Fenced like save. */
  abstract recordFailures(run: BuildRun, failures: readonly BuildFailure[]): Promise<void>;

  /** Begins another run (attempt 1 of the step it ended in) of a failed or cancelled build, its failures cleared. Throws a BuildStateError in any other state, a BuildRunningError while another build of the graph is being made. */
  abstract rerun(reference: BuildReference): Promise<Build>;

  /** Cancels a running build: its run number rises, so that late saves are refused. Throws a BuildStateError in any other state. */
  abstract cancel(reference: BuildReference): Promise<Build>;
}
