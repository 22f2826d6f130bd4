import { asError, type Logger, observed, withLogFacts } from '@lexhop/foundation';
import { DelayedError, type Job, UnrecoverableError, WaitingError } from 'bullmq';
import type { CataloguedJob } from '../job-catalog.js';
import type { JobContext, JobHandlers, StepJob } from '../job-queue.js';
import { mayBeTriedAgain, restNamedBy } from '../retry-policy.js';
import { RunningJobs } from '../running-jobs.js';

// For so long the same trouble is counted, not said again.
const silenceMilliseconds = 10_000;

/** Runs BullMQ's jobs with the handlers of the day, and tells BullMQ how each ended. */
export class JobRunner {
  readonly running = new RunningJobs();
  /** Set while the queue works; no worker runs without. */
  handlers: JobHandlers | undefined;
  #trouble = { message: '', silentUntil: 0, times: 0 };

  constructor(private readonly logger: Logger) {}

  /** Throws what BullMQ understands: an UnrecoverableError is not tried again, a WaitingError and a DelayedError are no failures. */
  async run<Payload extends StepJob>(entry: CataloguedJob<Payload>, job: Job, token?: string): Promise<void> {
    const { handlers } = this;
    const payload = entry.payload.safeParse(job.data);
    if (!payload.success) throw new UnrecoverableError(`${job.id} is no ${entry.name}: ${payload.error.message}`);
    if (!handlers) return this.#handBack(job, token);
    const outcome = await this.running.run(payload.data, (signal) =>
      withLogFacts({ job: job.id, ...buildOf(payload.data) }, () =>
        observed('job', factsOf(entry.name, payload.data), () =>
          entry.run(handlers, payload.data, contextOf(job, signal)),
        ),
      ),
    );
    if (outcome.kind === 'done') return;
    if (outcome.kind === 'handed-back') return this.#handBack(job, token);
    const reason = asError(outcome.reason);
    const rest = outcome.kind === 'failed' ? restNamedBy(reason) : undefined;
    if (rest !== undefined) return this.#rest(job, rest, token);
    if (outcome.kind === 'failed' && mayBeTriedAgain(reason)) throw reason;
    throw new UnrecoverableError(reason.message);
  }

  /** For what goes wrong between BullMQ and its backend; BullMQ itself tries again, and each of its parts says so. */
  report(error: Error): void {
    const same = error.message === this.#trouble.message && performance.now() < this.#trouble.silentUntil;
    this.#trouble.times += 1;
    if (same) return;
    this.logger.warn(`The job queue is in trouble: ${error.message}`, { timesSinceLast: this.#trouble.times });
    this.#trouble = { message: error.message, silentUntil: performance.now() + silenceMilliseconds, times: 0 };
  }

  async #rest(job: Job, milliseconds: number, token: string | undefined): Promise<never> {
    await job.moveToDelayed(Date.now() + milliseconds, token);
    throw new DelayedError();
  }

  async #handBack(job: Job, token: string | undefined): Promise<never> {
    await job.moveToWait(token);
    throw new WaitingError();
  }
}

function buildOf({ graph, number, step }: StepJob) {
  return { graph, build: number, step };
}

function factsOf(kind: string, payload: StepJob) {
  return { kind, ...buildOf(payload), attempt: payload.attempt };
}

function contextOf(job: Job, signal: AbortSignal): JobContext {
  const tries = job.attemptsMade + 1;
  return { signal, tries, lastTry: tries >= (job.opts.attempts ?? 1) };
}
