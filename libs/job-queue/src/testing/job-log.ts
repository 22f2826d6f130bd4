import type { BatchJob, JobContext, JobHandlers, StepJob } from '../job-queue.js';

/** What a handler was called with. */
export interface JobCall {
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
