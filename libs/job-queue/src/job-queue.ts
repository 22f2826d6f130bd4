import type { BuildRun, BuildStep } from '@lexhop/graph-model';
import { z } from 'zod';

/** One batch of a step: names only, never content. `kind` is the step's own word for what the range holds. */
export const batchSchema = z.object({
  name: z.string().min(1).max(200),
  kind: z.string().min(1),
  from: z.string(),
  to: z.string(),
});
export type Batch = Readonly<z.infer<typeof batchSchema>>;

/** A step of one run of a build. `attempt` tells apart the enqueuings of the same step: a job of an older one does nothing. */
export interface StepJob extends BuildRun {
  readonly step: BuildStep;
  readonly attempt: number;
}

export interface BatchJob extends StepJob {
  readonly batch: Batch;
}

export interface JobContext {
  /** Aborted when the build is cancelled here or the process shuts down. */
  readonly signal: AbortSignal;
  /** 1-based: how often this very job was tried. */
  readonly tries: number;
  /** How long the job will rest before it is tried again, in milliseconds, if it fails so; undefined where it has then failed for good. */
  restAfter(thrown: unknown): number | undefined;
}

/**
 * What the queue calls. A rejection with a LexHopError that is not retryable fails the job at once; one with `retryAfterMilliseconds`
 * rests that long, without costing a try as long as the job rests freely; anything else is tried again, with a growing delay.
 */
export interface JobHandlers {
  runBatch(job: BatchJob, context: JobContext): Promise<void>;
  /** Called once all batches of the step have ended, well or not. */
  finishStep(job: StepJob, context: JobContext): Promise<void>;
}

export interface QueueDepths {
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly failed: number;
}

/** Carries the steps of builds to workers, at least once. May lose jobs (the sweep restores them from the store), never invents any. */
export abstract class JobQueue {
  /** Enqueues a step with its batches: the batches run in any order and beside each other, then the step is finished. Enqueuing the same step and attempt again does nothing. */
  abstract enqueueStep(job: StepJob, batches: readonly Batch[]): Promise<void>;

  /** Whether the step of this build still has a job that waits, runs or is delayed, under any attempt. */
  abstract hasLiveJob(step: Omit<StepJob, 'attempt'>): Promise<boolean>;

  /** Removes the build's waiting jobs and aborts those that run in this process: they are not tried again, and their step is not finished. */
  abstract cancel(build: BuildRun): Promise<void>;

  /** Begins to work, `concurrency` batches at a time, once per queue (else AlreadyWorkingError); the returned function stops: no new jobs, running ones finish or, after the deadline, are handed back. */
  abstract work(
    handlers: JobHandlers,
    options: { readonly concurrency: number },
  ): Promise<(deadlineMilliseconds: number) => Promise<void>>;

  /** Jobs of batches and of steps together; a step whose batches have not all ended waits. */
  abstract depths(): Promise<QueueDepths>;

  /** Whether somebody has paused it, by hand: jobs wait until it is resumed. */
  abstract isPaused(): Promise<boolean>;

  abstract close(): Promise<void>;
}
