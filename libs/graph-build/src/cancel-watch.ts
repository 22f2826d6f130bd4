import { type BuildRun, isCurrent } from '@lexhop/graph-model';
import type { BuildStore } from '@lexhop/graph-store';
import type { JobContext, JobHandlers } from '@lexhop/job-queue';
import type { RunCache } from './run-cache.js';

/** A job that runs here. */
interface RunningJob {
  readonly run: BuildRun;
  readonly callOff: AbortController;
}

/**
 * Calls off jobs whose build was cancelled by another process: that process can empty the queue, but not reach calls that
 * run here. What they would save is refused anyway; this keeps them from paying for it.
 */
export class CancelWatch {
  readonly #running = new Set<RunningJob>();

  constructor(
    private readonly builds: BuildStore,
    private readonly cache: RunCache,
  ) {}

  /** The same handlers; while one of their jobs runs, {@link look} looks at its build. */
  over(handlers: JobHandlers): JobHandlers {
    return {
      runBatch: (job, context) => this.#watching(job, context, (watched) => handlers.runBatch(job, watched)),
      finishStep: (job, context) => this.#watching(job, context, (watched) => handlers.finishStep(job, watched)),
    };
  }

  /** Looks now at every build that has a job here or something loaded for it: where its run is over, the jobs are called off and what was loaded is freed. */
  async look(): Promise<void> {
    for (const run of this.cache.runs) if (await this.#isOver(run)) this.cache.forget(run);
    for (const { run, callOff } of this.#running) {
      if (await this.#isOver(run))
        callOff.abort(new Error(`Run ${run.run} of build ${run.graph}/${run.number} is over.`));
    }
  }

  async #isOver(run: BuildRun): Promise<boolean> {
    return !isCurrent(await this.builds.find(run), run);
  }

  async #watching(run: BuildRun, context: JobContext, work: (watched: JobContext) => Promise<void>): Promise<void> {
    const job = { run, callOff: new AbortController() };
    this.#running.add(job);
    try {
      await work({ ...context, signal: AbortSignal.any([context.signal, job.callOff.signal]) });
    } finally {
      this.#running.delete(job);
    }
  }
}
