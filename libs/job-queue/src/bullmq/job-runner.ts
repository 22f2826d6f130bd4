import { asError, type Logger, observed, withLogFacts } from '@lexhop/foundation';
import { DelayedError, type Job, UnrecoverableError, WaitingError } from 'bullmq';
import type { CataloguedJob } from '../job-catalog.js';
import type { JobHandlers, StepJob } from '../job-queue.js';
import { isOwnPace, nextTry, type RetryPolicy } from '../retry-policy.js';
import { RunningJobs } from '../running-jobs.js';

// Within this time a repeated error is counted, not logged again.
const silenceMilliseconds = 10_000;

/** Runs BullMQ's jobs with the handlers that `work` was given, and tells BullMQ how each job ended. */
export class JobRunner {
  readonly running = new RunningJobs();
  /** Set while the queue runs jobs; without them no worker does. */
  handlers: JobHandlers | undefined;
  #trouble = { message: '', silentUntil: 0, times: 0 };

  /** @param retry replaces the catalogue's tries and delays */
  constructor(
    private readonly logger: Logger,
    private readonly retry?: RetryPolicy,
  ) {}

  /** Runs a job. Rejects as BullMQ expects: an UnrecoverableError is not tried again; a WaitingError and a DelayedError are no failures. */
  async run<Payload extends StepJob>(entry: CataloguedJob<Payload>, job: Job, token?: string): Promise<void> {
    const { handlers } = this;
    const payload = entry.payload.safeParse(job.data);
    if (!payload.success) throw new UnrecoverableError(`${job.id} is no ${entry.name}: ${payload.error.message}`);
    if (!handlers) return this.#handBack(job, token);
    const next = this.#nextTryOf(entry, job);
    const context = { tries: job.attemptsMade + 1, restAfter: (thrown: unknown) => next(thrown)?.afterMilliseconds };
    const { graph, number: build, step, attempt } = payload.data;
    const outcome = await this.running.run(payload.data, (signal) =>
      withLogFacts({ job: job.id, graph, build, step }, () =>
        observed('job', { kind: entry.name, graph, build, step, attempt }, () =>
          entry.run(handlers, payload.data, { signal, ...context }),
        ),
      ),
    );
    if (outcome.kind === 'done') return;
    if (outcome.kind === 'handed-back') return this.#handBack(job, token);
    const reason = asError(outcome.reason);
    const again = outcome.kind === 'failed' ? next(reason) : undefined;
    if (!again) throw Object.assign(new UnrecoverableError(reason.message), { stack: reason.stack });
    if (again.isFree) return this.#rest(job, token, { reason, milliseconds: again.afterMilliseconds });
    throw reason;
  }

  /** Logs what goes wrong between BullMQ and its backend. BullMQ itself tries again, and each of its parts reports the same trouble. */
  report(error: Error): void {
    const same = error.message === this.#trouble.message && performance.now() < this.#trouble.silentUntil;
    this.#trouble.times += 1;
    if (same) return;
    this.logger.warn(`The job queue is in trouble: ${error.message}`, { timesSinceLast: this.#trouble.times });
    this.#trouble = { message: error.message, silentUntil: performance.now() + silenceMilliseconds, times: 0 };
  }

  /** How the job stands is read when it begins, so that the handlers are told what will happen. */
  #nextTryOf<Payload extends StepJob>(entry: CataloguedJob<Payload>, { attemptsMade, opts, timestamp }: Job) {
    const tries = attemptsMade + 1;
    const isLastTry = tries >= (opts.attempts ?? 1);
    const standing = { tries, isLastTry, ageMilliseconds: Date.now() - timestamp };
    return (thrown: unknown) => nextTry(thrown, standing, this.retry ?? entry.retry);
  }

  async #rest(
    job: Job,
    token: string | undefined,
    { reason, milliseconds }: { readonly reason: Error; readonly milliseconds: number },
  ): Promise<never> {
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
