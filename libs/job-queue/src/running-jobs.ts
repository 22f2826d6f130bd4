import type { BuildRun } from '@lexhop/graph-model';
import type { StepJob } from './job-queue.js';

/** How a job ended. `handed-back`: it did not end before the deadline, and belongs to another worker now. `cancelled`: it failed after its build was cancelled. */
export type JobOutcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly reason: unknown }
  | { readonly kind: 'cancelled'; readonly reason: unknown }
  | { readonly kind: 'handed-back' };

interface RunningJob {
  readonly build: BuildRun;
  readonly abort: AbortController;
  readonly handBack: () => void;
  readonly outcome: Promise<JobOutcome>;
  cancelled: boolean;
}

/** The jobs that run in this process. Each gets a signal that can abort it. */
export class RunningJobs {
  readonly #running = new Set<RunningJob>();

  /** Runs one job and gives how it ended; never rejects. After a hand-back the work may go on for a moment; its outcome is ignored. */
  async run(build: StepJob, work: (signal: AbortSignal) => Promise<void>): Promise<JobOutcome> {
    const abort = new AbortController();
    let handBack = () => {};
    const outcome = new Promise<JobOutcome>((resolve) => {
      handBack = () => resolve({ kind: 'handed-back' });
      work(abort.signal).then(
        () => resolve({ kind: 'done' }),
        (reason: unknown) => resolve({ kind: job.cancelled ? 'cancelled' : 'failed', reason }),
      );
    });
    const job: RunningJob = { build, abort, handBack, outcome, cancelled: false };
    this.#running.add(job);
    await outcome;
    this.#running.delete(job);
    return outcome;
  }

  /** Aborts the jobs of a build's run. */
  cancel(build: BuildRun): void {
    for (const job of this.#running) {
      if (!sameRun(job.build, build)) continue;
      job.cancelled = true;
      job.abort.abort(new Error(`Run ${build.run} of build ${build.graph}/${build.number} was cancelled.`));
    }
  }

  /** Resolves when no job runs any more. Jobs that still run after the deadline are aborted and handed back. */
  async end(deadlineMilliseconds: number): Promise<void> {
    const timer = setTimeout(() => this.#handBackAll(deadlineMilliseconds), deadlineMilliseconds);
    while (this.#running.size > 0) await Promise.all([...this.#running].map(({ outcome }) => outcome));
    clearTimeout(timer);
  }

  #handBackAll(deadlineMilliseconds: number): void {
    const reason = new Error(`The worker stops and the job did not end within ${deadlineMilliseconds} ms.`);
    for (const job of this.#running) {
      // First handed back, then aborted: a handler that rejects because of the abort has not failed.
      job.handBack();
      job.abort.abort(reason);
    }
  }
}

function sameRun(one: BuildRun, other: BuildRun): boolean {
  return one.graph === other.graph && one.number === other.number && one.run === other.run;
}
