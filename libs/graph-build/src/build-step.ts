import type { Build, BuildRun, BuildStep } from '@lexhop/graph-model';
import type { Batch } from '@lexhop/job-queue';
import type { GraphBuildParts } from './build-parts.js';
import type { RunCache } from './run-cache.js';

/** One run of one build, with all that its steps work with. */
export interface BuildContext {
  readonly parts: GraphBuildParts;
  /** Of this process: what batches of the run share. */
  readonly cache: RunCache;
  readonly run: BuildRun;
  /** The build as it was when this job began. */
  readonly build: Build;
  /** Aborted when the build is cancelled or the process shuts down. */
  readonly signal: AbortSignal;
}

/** What a step still has to do. `missing` counts units of work (nodes, texts, questions), as the step's progress does. */
export interface StepPlan {
  readonly batches: readonly Batch[];
  readonly missing: number;
}

/**
 * One step of a build. Planning asks the books what is missing; a batch asks again within its range, works and saves
 * together with the counter. So each is idempotent, and the step goes on where it was after a crash, a deploy or a retry.
 */
export interface BuildStepWork {
  readonly name: BuildStep;
  /** Absent where `finish` does all the work. */
  readonly plan?: (context: BuildContext) => Promise<StepPlan>;
  /** What does a batch, by its kind. */
  readonly batches?: Readonly<Record<string, (context: BuildContext, batch: Batch) => Promise<void>>>;
  /** Called when all batches of a round have ended, whatever came of them. */
  readonly afterBatches?: (context: BuildContext) => Promise<void>;
  /** Called once nothing is missing. */
  readonly finish?: (context: BuildContext) => Promise<void>;
}

export const nothingMissing: StepPlan = { batches: [], missing: 0 };

/** The name of the nth batch of a kind: sorts as it counts. */
export function batchName(kind: string, place: number): string {
  return `${kind}~${String(place).padStart(6, '0')}`;
}
