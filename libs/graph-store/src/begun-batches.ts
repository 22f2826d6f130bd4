import type { BuildRun, BuildStep } from '@lexhop/graph-model';

/** A batch of one run of a build, identified by its range, because its name changes when a step is planned again. */
export interface BegunBatch extends BuildRun {
  readonly step: BuildStep;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
}

/** Records which batches were begun and have not ended, and so in which batches workers died. */
export abstract class BegunBatches {
  /** How many workers have died in a batch so far, if this worker begins it now. */
  abstract deaths(batch: BegunBatch, worker: string): Promise<number>;

  /**
   * Records that a worker is about to begin a batch; gives how many workers have died in it so far in this run. A worker that begins a batch again
   * has not died. For a graph that does not exist, nothing is recorded.
   * @param worker the name of a process, which no other process ever has
   */
  abstract begin(batch: BegunBatch, worker: string): Promise<number>;

  /**
   * Records that a batch has ended, successfully or not, so its worker lives. Where another worker has begun it meanwhile, that record stays. Records
   * of the build's other steps and earlier runs are deleted with it.
   */
  abstract end(batch: BegunBatch, worker: string): Promise<void>;
}
