import type { BuildRun } from '@lexhop/graph-model';
import type { z } from 'zod';
import {
  type BatchJob,
  batchJobSchema,
  type JobContext,
  type JobHandlers,
  type StepJob,
  stepJobSchema,
} from './job-queue.js';
import type { RetryPolicy } from './retry-policy.js';

/** A kind of job. */
export interface CataloguedJob<Payload extends StepJob> {
  readonly name: string;
  /** Where it waits. */
  readonly queue: 'steps' | 'batches';
  readonly payload: z.ZodType<Payload>;
  readonly retry: RetryPolicy;
  /** Two jobs with the same id are the same job. */
  id(job: Payload): string;
  run(handlers: JobHandlers, job: Payload, context: JobContext): Promise<void>;
}

const finishStep: CataloguedJob<StepJob> = {
  name: 'finish-step',
  queue: 'steps',
  payload: stepJobSchema,
  // Seventeen minutes in all, because the database may be restarted while a build runs.
  retry: { tries: 11, firstDelayMilliseconds: 1000 },
  id: stepId,
  run: (handlers, job, context) => handlers.finishStep(job, context),
};

const runBatch: CataloguedJob<BatchJob> = {
  name: 'run-batch',
  queue: 'batches',
  payload: batchJobSchema,
  // A minute in all. The build records a batch that fails for longer, and `retry` tries it again.
  retry: { tries: 7, firstDelayMilliseconds: 1000 },
  id: batchId,
  run: (handlers, job, context) => handlers.runBatch(job, context),
};

/** Every kind of job. In BullMQ a step's job is the parent of the jobs of its batches. */
export const jobCatalog = { finishStep, runBatch } as const;

/** What the ids of all jobs of a step begin with, in one run of a build and whatever the attempt. */
export function stepIdPrefix(step: Omit<StepJob, 'attempt'>): string {
  return `${step.step}~${step.graph}~${step.number}~r${step.run}~`;
}

/** The id of a step's job: `embed~default~12~r1~a1`. It has no colon, which BullMQ does not allow. */
export function stepId(job: StepJob): string {
  return `${stepIdPrefix(job)}a${job.attempt}`;
}

/** The id of a batch's job: `embed~default~12~r1~text~000007~a1`. Colons in the batch's name are escaped. */
export function batchId(job: BatchJob): string {
  return `${stepIdPrefix(job)}${encodeURIComponent(job.batch.name)}~a${job.attempt}`;
}

/** Whether a job with this id belongs to a run of a build, whatever its step. */
export function belongsTo(id: string, build: BuildRun): boolean {
  return id.slice(id.indexOf('~') + 1).startsWith(`${build.graph}~${build.number}~r${build.run}~`);
}
