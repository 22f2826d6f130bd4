import type { BuildRun, BuildStep } from '@lexhop/graph-model';

/** A batch of one run of a build, by what it holds: its name changes when what is missing is cut into batches anew. */
export interface BegunBatch extends BuildRun {
  readonly step: BuildStep;
  readonly kind: string;
  readonly from: string;
  readonly to: string;
}

/** Which batches were begun and have not ended: so it is known what a worker was at when it died. */
export abstract class BegunBatches {
  /** How many workers will have died in a batch until now once this one begins it. */
  abstract deaths(batch: BegunBatch, worker: string): Promise<number>;

  /**
   * Notes that a worker begins a batch, before it does; says how many workers have died in it until now, in this run. A worker that begins it
   * again has not died. A graph that nobody knows has no batches.
   * @param worker names a process, and no other before or after it
   */
  abstract begin(batch: BegunBatch, worker: string): Promise<number>;

  /**
   * Notes that a batch has ended, well or not: its worker lives. Where another has begun it meanwhile, that one's note stays. What was noted of
   * the build's other steps and earlier runs is forgotten with it.
   */
  abstract end(batch: BegunBatch, worker: string): Promise<void>;
}
