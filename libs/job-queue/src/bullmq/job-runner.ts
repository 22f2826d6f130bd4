import { asError, type Logger, observed, withLogFacts } from '@lexhop/foundation';
import { DelayedError, type Job, UnrecoverableError, WaitingError } from 'bullmq';
import type { CataloguedJob } from '../job-catalog.js';
import type { JobHandlers, StepJob } from '../job-queue.js';
import {
  isOwnPace,
  type JobStanding,
  mayBeTriedAgain,
  restAfter,
  restNamedBy,
  restOf,
  restsFreely,
  type RetryPolicy,
} from '../retry-policy.js';
import { RunningJobs } from '../running-jobs.js';

interface Rest {
  readonly reason: Error;
  readonly milliseconds: number;
}

// Within this time a repeated error is counted, not logged again.
const silenceMilliseconds = 10_000;

/** Runs BullMQ's jobs with the handlers that `work` was given, and tells BullMQ how each ended. */
export class JobRunner {
  readonly running = new RunningJobs();
  /** Set while the queue works; no worker runs without. */
  handlers: JobHandlers | undefined;
  #trouble = { message: '', silentUntil: 0, times: 0 };

  /** @param retry replaces the catalogue's tries and delays */
  constructor(
    private readonly logger: Logger,
    private readonly retry?: RetryPolicy,
  ) {}

  /** Throws what BullMQ understands: an UnrecoverableError is not tried again, a WaitingError and a DelayedError are no failures. */
  async run<Payload extends StepJob>(entry: CataloguedJob<Payload>, job: Job, token?: string): Promise<void> {
    const { handlers } = this;
    const payload = entry.payload.safeParse(job.data);
    if (!payload.success) throw new UnrecoverableError(`${job.id} is no ${entry.name}: ${payload.error.message}`);
    if (!handlers) return this.#handBack(job, token);
    const policy = this.retry ?? entry.retry;
    // The count from when the job began, as the handlers were told.
    const standing = standingOf(job, policy);
    const context = { tries: standing.tries, restAfter: (thrown: unknown) => restAfter(thrown, standing, policy) };
    const outcome = await this.running.run(payload.data, (signal) =>
      withLogFacts({ job: job.id, ...buildOf(payload.data) }, () =>
        observed('job', factsOf(entry.name, payload.data), () =>
          entry.run(handlers, payload.data, { signal, ...context }),
        ),
      ),
    );
    if (outcome.kind === 'done') return;
    if (outcome.kind === 'handed-back') return this.#handBack(job, token);
    const reason = asError(outcome.reason);
    const rest = outcome.kind === 'failed' ? restNamedBy(reason, standing) : undefined;
    if (rest !== undefined) return this.#rest(job, { reason, milliseconds: restOf(rest, policy) }, token);
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

  async #rest(job: Job, { reason, milliseconds }: Rest, token: string | undefined): Promise<never> {
    const seconds = Math.ceil(milliseconds / 1000);
    // Turns under our own limits are far away all the time: that is how they keep calls apart.
    if (!isOwnPace(reason)) this.logger.warn(`Job ${job.id} rests ${seconds} s: ${reason.message}`, { milliseconds });
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

function standingOf({ attemptsMade, opts, timestamp }: Job, policy: RetryPolicy): JobStanding {
  const tries = attemptsMade + 1;
  const lastTry = tries >= (opts.attempts ?? 1);
  return { tries, lastTry, restsFreely: restsFreely(Date.now() - timestamp, policy) };
}
