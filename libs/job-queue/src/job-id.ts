import type { BuildRun } from '@lexhop/graph-model';
import type { BatchJob, StepJob } from './job-queue.js';

/** What ids of one step of one build run begin with, under any attempt. */
export function stepIdPrefix(step: Omit<StepJob, 'attempt'>): string {
  return `${step.step}~${step.graph}~${step.number}~r${step.run}~`;
}

/** The id of a step's job, `embed~default~12~r1~a1`: the same for the same step and attempt, without a colon. */
export function stepId(job: StepJob): string {
  return `${stepIdPrefix(job)}a${job.attempt}`;
}

/** The id of a batch's job, `embed~default~12~r1~text~000007~a1`; colons in the batch's name are escaped. */
export function batchId(job: BatchJob): string {
  return `${stepIdPrefix(job)}${encodeURIComponent(job.batch.name)}~a${job.attempt}`;
}

/** Whether a job's id belongs to a run of a build, whatever its step. */
export function belongsTo(id: string, build: BuildRun): boolean {
  return id.slice(id.indexOf('~') + 1).startsWith(`${build.graph}~${build.number}~r${build.run}~`);
}
