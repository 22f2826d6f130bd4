import { asError } from '@lexhop/foundation';
import { buildHandlers } from './build-graph.js';
import { CancelWatch } from './cancel-watch.js';
import type { GraphBuildParts } from './graph-build-parts.js';
import { sweep } from './sweep.js';

export interface BuildWorkerOptions {
  /** Batches at a time. */
  readonly concurrency: number;
  readonly sweepMilliseconds: number;
}

const lookMilliseconds = 2_000;

/** Works on builds until stopped: sweeps at start and then regularly, so that a build goes on after any crash, and calls off work on builds that were cancelled elsewhere. */
export async function startBuildWorker(parts: GraphBuildParts, options: BuildWorkerOptions) {
  const stopping = new AbortController();
  const cancelled = new CancelWatch(parts.stores.builds, parts.logger);
  const stopWork = await parts.queue.work(cancelled.over(buildHandlers(parts)), { concurrency: options.concurrency });
  cancelled.start(lookMilliseconds);
  const sweepOnce = async () => {
    try {
      const restored = await sweep(parts, stopping.signal);
      if (restored.length > 0) parts.logger.info(`Back on the queue: builds ${restored.join(', ')}.`);
    } catch (thrown) {
      // The next sweep tries again; until then the reason is in the log.
      parts.logger.error(`The sweep of running builds failed: ${asError(thrown).message}`);
    }
  };
  let timer: NodeJS.Timeout | undefined;
  // One after the other: a sweep plans a step, which takes minutes for a large graph.
  const sweepAndGoOn = async () => {
    await sweepOnce();
    if (!stopping.signal.aborted) timer = setTimeout(() => void sweepAndGoOn(), options.sweepMilliseconds);
  };
  void sweepAndGoOn();
  return async (deadlineMilliseconds: number): Promise<void> => {
    clearTimeout(timer);
    stopping.abort();
    await stopWork(deadlineMilliseconds);
    cancelled.stop();
  };
}
