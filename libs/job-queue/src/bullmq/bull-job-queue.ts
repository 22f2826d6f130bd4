import { slicesOf } from '@lexhop/foundation';
import type { BuildRun } from '@lexhop/graph-model';
import type { WorkerHost } from '@nestjs/bullmq';
import type { FlowJobNode, FlowProducer, JobsOptions, JobType, Queue } from 'bullmq';
import { AlreadyWorkingError } from '../errors.js';
import { belongsTo, type CataloguedJob, jobCatalog, stepIdPrefix } from '../job-catalog.js';
import { type Batch, type BatchJob, type JobHandlers, JobQueue, type QueueDepths, type StepJob } from '../job-queue.js';
import type { RetryPolicy } from '../retry-policy.js';
import type { JobRunner } from './job-runner.js';
import type { QueueConnection } from './queue-connection.js';

/** What a BullMQ job queue is made of. */
interface BullParts {
  readonly connection: QueueConnection;
  readonly steps: Queue;
  readonly batches: Queue;
  readonly flows: FlowProducer;
  readonly processors: readonly WorkerHost[];
  readonly runner: JobRunner;
  /** Replaces the catalogue's tries and delays. */
  readonly retry: RetryPolicy | undefined;
}

// A job moves through these states from left to right, or back to waiting. Read in this order, a job that moves meanwhile is not missed.
const liveStates: readonly JobType[] = ['waiting-children', 'waiting', 'active', 'delayed', 'waiting'];
const removableStates: readonly JobType[] = ['waiting-children', 'waiting', 'delayed'];
const removalsAtATime = 100;

// Finished steps stay for a while, so that the same one is not put on the queue again. Batches that failed stay for people to look at.
const kept = {
  steps: { removeOnComplete: { count: 200 }, removeOnFail: { count: 200 } },
  batches: { removeOnComplete: true, removeOnFail: { count: 1000, age: 7 * 24 * 3600 } },
} as const;

/** Keeps jobs in BullMQ. Each step is a flow: its batches are in one queue, and its own job waits in another one until they have ended. */
export class BullJobQueue extends JobQueue {
  readonly #parts: BullParts;
  #stop: ((deadlineMilliseconds: number) => Promise<void>) | undefined;
  #closed: Promise<void> | undefined;
  #hasWorkers = false;

  private constructor(parts: BullParts) {
    super();
    this.#parts = parts;
    const report = (error: Error) => parts.runner.report(error);
    for (const queue of [parts.steps, parts.batches]) queue.on('error', report);
    parts.flows.on('error', report);
  }

  /** Makes a queue. If no other process uses the connection, jobs that a dead process left running go back to waiting. */
  static async open(parts: BullParts): Promise<BullJobQueue> {
    const queue = new BullJobQueue(parts);
    if (parts.connection.exclusive) await queue.#takeBackRunningJobs();
    await parts.connection.taken();
    return queue;
  }

  override async enqueueStep(job: StepJob, batches: readonly Batch[]): Promise<void> {
    const { steps, flows } = this.#parts;
    const options = this.#optionsOf(jobCatalog.finishStep, job);
    // BullMQ would not add the step twice, but it would add batches again that are done.
    if ((await steps.getJobState(options.jobId)) !== 'unknown') return;
    await flows.add({
      name: jobCatalog.finishStep.name,
      queueName: steps.name,
      data: job,
      opts: options,
      children: batches.map((batch) => this.#childOf({ ...job, batch })),
    });
  }

  override async hasLiveJob(step: Omit<StepJob, 'attempt'>): Promise<boolean> {
    const prefix = stepIdPrefix(step);
    const ids = await this.#parts.steps.getRanges([...liveStates], 0, -1);
    return ids.some((id) => id.startsWith(prefix));
  }

  override async cancel(build: BuildRun): Promise<void> {
    // Steps first, because a step begins to finish when its last batch is removed. Running jobs are aborted last, because the next waiting job would take their place.
    for (const queue of [this.#parts.steps, this.#parts.batches]) {
      const ids = (await queue.getRanges([...removableStates], 0, -1, true)).filter((id) => belongsTo(id, build));
      for (const some of slicesOf(ids, removalsAtATime))
        await Promise.all(some.map((id) => queue.remove(id, { removeChildren: false })));
    }
    this.#parts.runner.running.cancel(build);
  }

  override async work(handlers: JobHandlers, options: { readonly concurrency: number }) {
    if (this.#stop) throw new AlreadyWorkingError();
    const { runner, processors } = this.#parts;
    runner.handlers = handlers;
    const stop = async (deadlineMilliseconds: number) => {
      const paused = Promise.all(processors.map(({ worker }) => worker.pause()));
      await runner.running.end(deadlineMilliseconds);
      await paused;
      if (this.#stop === stop) this.#stop = undefined;
    };
    this.#stop = stop;
    for (const { worker } of processors) {
      worker.concurrency = options.concurrency;
      await worker.resume();
    }
    return stop;
  }

  override async depths(): Promise<QueueDepths> {
    const states = ['waiting', 'waiting-children', 'active', 'delayed', 'failed'] as const;
    const { steps, batches } = this.#parts;
    const counts = await Promise.all([steps, batches].map((queue) => queue.getJobCounts(...states)));
    const sum = (...wanted: readonly (typeof states)[number][]) =>
      counts.reduce((total, count) => total + wanted.reduce((subtotal, state) => subtotal + (count[state] ?? 0), 0), 0);
    return {
      waiting: sum('waiting', 'waiting-children'),
      active: sum('active'),
      delayed: sum('delayed'),
      failed: sum('failed'),
    };
  }

  override async isPaused(): Promise<boolean> {
    const { steps, batches } = this.#parts;
    return (await Promise.all([steps.isPaused(), batches.isPaused()])).includes(true);
  }

  override close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  /** Is called by Nest when it has made the workers. An app that is closed before has none. */
  onModuleInit(): void {
    this.#hasWorkers = true;
  }

  /** Is called by Nest. */
  onApplicationShutdown(): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    const { processors, steps, batches, flows, connection } = this.#parts;
    await this.#stop?.(0);
    if (this.#hasWorkers) await Promise.all(processors.map(({ worker }) => worker.close()));
    await Promise.all([steps, batches, flows].map((part) => part.close()));
    await connection.close();
  }

  async #takeBackRunningJobs(): Promise<void> {
    for (const queue of [this.#parts.steps, this.#parts.batches]) {
      for (const job of await queue.getActive()) await job.moveToWait();
    }
  }

  #childOf(job: BatchJob): FlowJobNode {
    const options = { ...this.#optionsOf(jobCatalog.runBatch, job), ignoreDependencyOnFailure: true };
    return { name: jobCatalog.runBatch.name, queueName: this.#parts.batches.name, data: job, opts: options };
  }

  #optionsOf<Payload extends StepJob>(entry: CataloguedJob<Payload>, job: Payload) {
    const retry = this.#parts.retry ?? entry.retry;
    return {
      ...kept[entry.queue],
      jobId: entry.id(job),
      attempts: retry.tries,
      backoff: { type: 'exponential', delay: retry.firstDelayMilliseconds },
    } satisfies JobsOptions;
  }
}
