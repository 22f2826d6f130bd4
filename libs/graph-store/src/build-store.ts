import type {
  Build,
  BuildChange,
  BuildFailure,
  BuildReference,
  BuildRun,
  BuildState,
  NewBuild,
  StepAttempt,
  StepChange,
} from '@lexhop/graph-model';

export { type BuildChange, type NewBuild, standsAt, type StepAttempt, type StepChange } from '@lexhop/graph-model';

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
