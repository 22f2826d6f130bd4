import { type BuildRun, buildStepSchema } from '@lexhop/graph-model';
import { z } from 'zod';

/** One batch of a step. It holds the bounds of a range and never the content. `kind` is the step's own word for what lies in the range. */
const batchSchema = z.object({
  name: z.string().min(1).max(200),
  kind: z.string().min(1),
  from: z.string(),
  to: z.string(),
});
export type Batch = Readonly<z.infer<typeof batchSchema>>;

/** A step of one run of a build. Each time that the step is put on the queue, `attempt` is higher. A job with an old attempt does nothing. */
export const stepJobSchema = z.object({
  graph: z.string().min(1),
  number: z.int().positive(),
  run: z.int().positive(),
  step: buildStepSchema,
  attempt: z.int().positive(),
});
export type StepJob = Readonly<z.infer<typeof stepJobSchema>>;

export const batchJobSchema = stepJobSchema.extend({ batch: batchSchema });
export type BatchJob = Readonly<z.infer<typeof batchJobSchema>>;

export interface JobContext {
  /** Is aborted when the build is cancelled in this process, and when the process shuts down. */
  readonly signal: AbortSignal;
  /** How often this job has been tried, this try included. */
  readonly tries: number;
  /** If the job fails with this error, the milliseconds until it is tried again; undefined if it has then failed for good. */
  restAfter(thrown: unknown): number | undefined;
}

/**
 * What the queue calls. A job fails at once if it rejects with a LexHopError that is not retryable. If the error has `retryAfterMilliseconds`, the job
 * rests for that long, which does not count as a try (see `nextTry` for how long this holds). After any other error the job is tried again, and the
 * delay grows with each try.
 */
export interface JobHandlers {
  runBatch(job: BatchJob, context: JobContext): Promise<void>;
  /** Is called when all batches of the step have ended, whether they succeeded or failed. */
  finishStep(job: StepJob, context: JobContext): Promise<void>;
}

/** How many jobs there are in each state, batches and steps together. */
export interface QueueDepths {
  /** A step waits until all of its batches have ended. */
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

/** Carries the steps of builds to workers. A job runs at least once, unless the queue loses it: then the sweep puts its step back from the books. */
export abstract class JobQueue {
  /** Puts a step with its batches on the queue. The batches run in any order and at the same time; then the step is finished. The same step and attempt is put on the queue only once. */
  abstract enqueueStep(job: StepJob, batches: readonly Batch[]): Promise<void>;

  /** Whether a job of the step waits, runs or is delayed, whatever its attempt. */
  abstract hasLiveJob(step: Omit<StepJob, 'attempt'>): Promise<boolean>;

  /** Removes the waiting jobs of a build's run, and aborts those that run in this process. They are not tried again, and their step is not finished. */
  abstract cancel(build: BuildRun): Promise<void>;

  /**
   * Starts to run jobs, `concurrency` batches at a time. Rejects with an AlreadyWorkingError if the queue runs jobs already. The returned function
   * stops: no job begins any more, and jobs that do not end before the deadline are handed back to other workers.
   */
  abstract work(
    handlers: JobHandlers,
    options: { readonly concurrency: number },
  ): Promise<(deadlineMilliseconds: number) => Promise<void>>;

  abstract depths(): Promise<QueueDepths>;

  /** Whether somebody has paused the queue by hand. Then jobs wait until it is resumed. */
  abstract isPaused(): Promise<boolean>;

  abstract close(): Promise<void>;
}
