import type { Build, BuildRun, BuildStep } from '@lexhop/graph-model';
import type { Batch } from '@lexhop/job-queue';
import type { GraphBuildParts } from './build-parts.js';
import type { RunCache } from './run-cache.js';

/** One run of one build, with everything that its steps need. */
export interface BuildContext {
  readonly parts: GraphBuildParts;
  /** What the batches of this run share within this process. */
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
 * One step of a build. `plan` asks the books what is missing. A batch asks again within its own range, does the work, and
 * saves it in one transaction with the step's counter. So both are idempotent: after a crash, a deploy or a retry, the
 * step continues where it stopped.
 */
export interface BuildStepWork {
  readonly name: BuildStep;
  /** Absent where `finish` does all the work. */
  readonly plan?: (context: BuildContext) => Promise<StepPlan>;
  /** The function that does a batch, by the batch's kind. */
  readonly batches?: Readonly<Record<string, (context: BuildContext, batch: Batch) => Promise<void>>>;
  /** Called when all batches of a round have ended, whether they failed or not. */
  readonly afterBatches?: (context: BuildContext) => Promise<void>;
  /** Called when nothing is missing any more, before the next step is planned. */
  readonly finish?: (context: BuildContext) => Promise<void>;
}

/** The plan of a step that has nothing left to do. */
export const nothingMissing: StepPlan = { batches: [], missing: 0 };

/** The name of a batch: its kind and its place from 0, padded so that names sort in order of place. */
export function batchName(kind: string, place: number): string {
  return `${kind}~${String(place).padStart(6, '0')}`;
}
