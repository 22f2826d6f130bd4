import type { BuildRun } from '@lexhop/graph-model';
import { AlreadyWorkingError } from '../errors.js';
import {
  type Batch,
  type JobContext,
  type JobHandlers,
  JobQueue,
  type QueueDepths,
  type StepJob,
} from '../job-queue.js';
import { type JobStanding, nextTry, type RetryPolicy } from '../retry-policy.js';
import { type JobOutcome, RunningJobs } from '../running-jobs.js';
import { type InlineJob, InlineJobs } from './inline-jobs.js';

/** Runs jobs in this process, in the order they came. Its jobs are lost with the process. */
export class InlineJobQueue extends JobQueue {
  /** Whether somebody has paused it, as a test says. */
  paused = false;
  readonly #running = new RunningJobs();
  #stop: ((deadlineMilliseconds: number) => Promise<void>) | undefined;

  constructor(
    private readonly retry: RetryPolicy = { tries: 3, firstDelayMilliseconds: 1 },
    private readonly jobs = new InlineJobs(),
  ) {
    super();
  }

  /** Another queue over the same jobs, as another process has it. */
  another(): InlineJobQueue {
    return new InlineJobQueue(this.retry, this.jobs);
  }

  /** Resolves when no job waits, runs or is delayed; somebody must work, here or on `another()`. */
  async drain(): Promise<void> {
    if (this.jobs.idle) return;
    await new Promise<void>((resolve) => {
      const forget = this.jobs.listen(() => {
        if (!this.jobs.idle) return;
        forget();
        resolve();
      });
    });
  }

  override async enqueueStep(job: StepJob, batches: readonly Batch[]): Promise<void> {
    this.jobs.add(job, batches);
  }

  override async hasLiveJob(step: Omit<StepJob, 'attempt'>): Promise<boolean> {
    return this.jobs.hasLiveStep(step);
  }

  override async cancel(build: BuildRun): Promise<void> {
    this.jobs.removeWaiting(build);
    this.#running.cancel(build);
  }

  override async work(handlers: JobHandlers, options: { readonly concurrency: number }) {
    if (this.#stop) throw new AlreadyWorkingError();
    const workers = (['batch', 'step'] as const).map((kind) => this.#takeJobs(kind, handlers, options.concurrency));
    this.#stop = async (deadlineMilliseconds) => {
      for (const forget of workers) forget();
      await this.#running.end(deadlineMilliseconds);
      this.#stop = undefined;
    };
    return this.#stop;
  }

  override async depths(): Promise<QueueDepths> {
    return this.jobs.depths();
  }

  override async isPaused(): Promise<boolean> {
    return this.paused;
  }

  override async close(): Promise<void> {
    await this.#stop?.(0);
  }

  /** Takes jobs of a kind whenever there are some and a place is free, until the returned function is called. */
  #takeJobs(kind: 'batch' | 'step', handlers: JobHandlers, concurrency: number): () => void {
    let busy = 0;
    const fill = () => {
      const job = busy < concurrency ? this.jobs.take(kind) : undefined;
      if (!job) return;
      busy += 1;
      const standing = this.#standingOf(job);
      void this.#run(job, handlers, standing).then((outcome) => {
        busy -= 1;
        this.#settle(job, outcome, standing);
      });
      fill();
    };
    fill();
    return this.jobs.listen(fill);
  }

  #standingOf({ tries, addedAt }: InlineJob): JobStanding {
    return { tries, isLastTry: tries >= this.retry.tries, ageMilliseconds: Date.now() - addedAt };
  }

  #run(job: InlineJob, handlers: JobHandlers, standing: JobStanding): Promise<JobOutcome> {
    return this.#running.run(job.step, async (signal) => {
      const rest = (thrown: unknown) => nextTry(thrown, standing, this.retry)?.afterMilliseconds;
      const context: JobContext = { signal, tries: job.tries, restAfter: rest };
      if (job.batch) await handlers.runBatch({ ...job.step, batch: job.batch }, context);
      else await handlers.finishStep(job.step, context);
    });
  }

  #settle(job: InlineJob, outcome: JobOutcome, standing: JobStanding): void {
    if (outcome.kind === 'done') return this.jobs.move(job, 'done');
    if (outcome.kind === 'handed-back') {
      job.tries -= 1;
      return this.jobs.move(job, 'waiting');
    }
    const again = outcome.kind === 'failed' ? nextTry(outcome.reason, standing, this.retry) : undefined;
    if (!again) return this.jobs.move(job, 'failed');
    if (again.isFree) job.tries -= 1;
    this.#delay(job, again.afterMilliseconds);
  }

  #delay(job: InlineJob, milliseconds: number): void {
    this.jobs.move(job, 'delayed');
    setTimeout(() => {
      if (job.state === 'delayed') this.jobs.move(job, 'waiting');
    }, milliseconds);
  }
}
