import type { DynamicModule } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterEach } from 'vitest';
import { LexHopError, SilentLogger } from '@lexhop/foundation';
import { type Batch, type BatchJob, type JobContext, type JobHandlers, JobQueue, type StepJob } from '../job-queue.js';
import type { RetryPolicy } from '../retry-policy.js';

/** A queue under test. */
interface OpenJobQueue {
  readonly queue: JobQueue;
  /** One more queue over the same jobs, as another worker has it; closed by the suite. */
  another(): Promise<JobQueue>;
  /** Called after the queues are closed. */
  close?(): Promise<void>;
}

/** Opens an empty queue that tries jobs as the policy says. */
export type OpenQueue = (retry: RetryPolicy) => Promise<OpenJobQueue>;

/** The same, closed when the test ends. Called inside a describe. */
export function closingAfterEach(open: OpenQueue) {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });
  return async (retry: RetryPolicy = { tries: 3, firstDelayMilliseconds: 10 }) => {
    const stand = await open(retry);
    closing.push(async () => stand.close?.());
    closing.push(() => stand.queue.close());
    const another = async () => {
      const queue = await stand.another();
      closing.push(() => queue.close());
      return queue;
    };
    return { queue: stand.queue, another };
  };
}

/** A cause that no further try changes. */
export class HopelessError extends LexHopError {
  override readonly code = 'hopeless';
}

/** A cause that passes by itself. */
export class LaterError extends LexHopError {
  override readonly code = 'later';
  override readonly retryable = true;

  constructor(
    readonly retryAfterMilliseconds: number,
    readonly isOwnPace = false,
  ) {
    super(`Come again in ${retryAfterMilliseconds} ms.`);
  }
}

/** A step's job, of run 1 of build default/12 unless said. */
export function aStep(given: Partial<StepJob> = {}): StepJob {
  return { graph: 'default', number: 12, run: 1, step: 'embed', attempt: 1, ...given };
}

/** Batches of these names. */
export function batches(...names: readonly string[]): readonly Batch[] {
  return names.map((name) => ({ name, kind: 'text', from: '', to: name }));
}

/** Fails the calls of these names. */
export function failing(names: readonly string[], error: () => Error): (call: JobCall) => void {
  return ({ what }) => {
    if (names.includes(what)) throw error();
  };
}

/** Rejects when the signal is aborted, and never before. */
export function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)));
}

/** Holds whoever awaits `passed` until it is opened. */
export class Gate {
  open: () => void = () => undefined;
  readonly passed = new Promise<void>((resolve) => {
    this.open = resolve;
  });
}

/** The queue that a module provides, in a Nest application of its own, which is closed with the queue. */
export async function queueOf(module: DynamicModule): Promise<JobQueue> {
  const application = await Test.createTestingModule({ imports: [module] }).compile();
  await application.init();
  return application.get(JobQueue);
}

/** Options of a module that logs nothing. */
export const quiet = { logger: new SilentLogger() };

/** What a handler was called with. */
interface JobCall {
  /** The batch's name, or `finish <step> <attempt>`. */
  readonly what: string;
  readonly job: BatchJob | StepJob;
  readonly context: JobContext;
  /** Milliseconds on a clock that never goes back. */
  readonly at: number;
}

/** Handlers that write down every call, in order, and let tests wait for one. */
export class JobLog implements JobHandlers {
  readonly calls: JobCall[] = [];
  readonly #waiting: { readonly met: () => boolean; readonly resolve: () => void }[] = [];

  /** @param behave what a batch or a finish does, by its name. */
  constructor(private readonly behave: (call: JobCall) => void | Promise<void> = () => undefined) {}

  /** Every call's `what`, in order. */
  get names(): readonly string[] {
    return this.calls.map(({ what }) => what);
  }

  /** Resolves with the nth call of a name, as soon as it has begun. */
  async begun(what: string, nth = 1): Promise<JobCall> {
    const found = () => this.calls.filter((call) => call.what === what)[nth - 1];
    if (!found()) await new Promise<void>((resolve) => this.#waiting.push({ met: () => !!found(), resolve }));
    const call = found();
    if (!call) throw new Error(`No call of ${what}.`);
    return call;
  }

  runBatch(job: BatchJob, context: JobContext): Promise<void> {
    return this.#log({ what: job.batch.name, job, context, at: performance.now() });
  }

  finishStep(job: StepJob, context: JobContext): Promise<void> {
    return this.#log({ what: `finish ${job.step} ${job.attempt}`, job, context, at: performance.now() });
  }

  async #log(call: JobCall): Promise<void> {
    this.calls.push(call);
    for (const waiting of this.#waiting.filter(({ met }) => met())) {
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
      waiting.resolve();
    }
    await this.behave(call);
  }
}
