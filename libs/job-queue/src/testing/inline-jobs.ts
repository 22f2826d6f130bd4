import type { BuildRun } from '@lexhop/graph-model';
import { batchId, belongsTo, stepId, stepIdPrefix } from '../job-catalog.js';
import type { Batch, QueueDepths, StepJob } from '../job-queue.js';

/** `blocked`: a step whose batches have not all ended. */
type InlineJobState = 'blocked' | 'waiting' | 'delayed' | 'active' | 'failed' | 'done';

export interface InlineJob {
  readonly id: string;
  readonly step: StepJob;
  /** Absent on the job that finishes the step. */
  readonly batch?: Batch;
  /** When it was put on the queue. */
  readonly addedAt: number;
  tries: number;
  state: InlineJobState;
}

/** Jobs in memory, in the order they came; shared by the queues that work on them. Tells its listeners of every change. */
export class InlineJobs {
  readonly #jobs = new Map<string, InlineJob>();
  readonly #listeners = new Set<() => void>();

  /** Adds a step and its batches, unless they were added before. */
  add(step: StepJob, batches: readonly Batch[]): void {
    const id = stepId(step);
    if (this.#jobs.has(id)) return;
    const addedAt = Date.now();
    for (const batch of batches) {
      const job: InlineJob = { id: batchId({ ...step, batch }), step, batch, addedAt, tries: 0, state: 'waiting' };
      this.#jobs.set(job.id, job);
    }
    this.#jobs.set(id, { id, step, addedAt, tries: 0, state: batches.length === 0 ? 'waiting' : 'blocked' });
    this.#changed();
  }

  /** The next waiting job of a kind, now active. */
  take(kind: 'batch' | 'step'): InlineJob | undefined {
    for (const job of this.#jobs.values()) {
      if (job.state !== 'waiting' || (job.batch === undefined) !== (kind === 'step')) continue;
      job.state = 'active';
      job.tries += 1;
      return job;
    }
    return undefined;
  }

  /** Moves a job; batches that are done are forgotten, and a step becomes waiting when the last of its batches has ended. */
  move(job: InlineJob, state: InlineJobState): void {
    job.state = state;
    if (state === 'done' && job.batch) this.#jobs.delete(job.id);
    const step = this.#jobs.get(stepId(job.step));
    if (step?.state === 'blocked' && !this.#hasOpenBatch(job.step)) step.state = 'waiting';
    this.#changed();
  }

  /** Forgets a build's jobs that don't run. */
  removeWaiting(build: BuildRun): void {
    for (const job of this.#jobs.values()) {
      if (job.state !== 'active' && belongsTo(job.id, build)) this.#jobs.delete(job.id);
    }
    this.#changed();
  }

  hasLiveStep(step: Omit<StepJob, 'attempt'>): boolean {
    const prefix = stepIdPrefix(step);
    return [...this.#jobs.values()].some((job) => !job.batch && isLive(job) && job.id.startsWith(prefix));
  }

  /** Whether every job has ended, well or not. */
  get idle(): boolean {
    return ![...this.#jobs.values()].some(isLive);
  }

  /** A step whose batches run counts as waiting. */
  depths(): QueueDepths {
    const count = (...states: readonly InlineJobState[]) =>
      [...this.#jobs.values()].filter((job) => states.includes(job.state)).length;
    return {
      waiting: count('waiting', 'blocked'),
      active: count('active'),
      delayed: count('delayed'),
      failed: count('failed'),
    };
  }

  /** Calls the listener after every change until the returned function is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #hasOpenBatch(step: StepJob): boolean {
    const id = stepId(step);
    return [...this.#jobs.values()].some((job) => job.batch && isLive(job) && stepId(job.step) === id);
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}

function isLive(job: InlineJob): boolean {
  return job.state !== 'done' && job.state !== 'failed';
}
