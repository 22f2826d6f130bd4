import { asError } from '@lexhop/foundation';
import { buildHandlers } from './build-graph.js';
import type { GraphBuildParts } from './graph-build-parts.js';
import { sweep } from './sweep.js';

export interface BuildWorkerOptions {
  /** Batches at a time. */
  readonly concurrency: number;
  readonly sweepMilliseconds: number;
}

/** Works on builds until stopped: sweeps at start and then regularly, so that a build goes on after any crash. */
export async function startBuildWorker(parts: GraphBuildParts, options: BuildWorkerOptions) {
  const stopping = new AbortController();
  const stopWork = await parts.queue.work(buildHandlers(parts), { concurrency: options.concurrency });
  const sweepOnce = async () => {
    try {
      const restored = await sweep(parts, stopping.signal);
      if (restored.length > 0) parts.logger.info(`Back on the queue: builds ${restored.join(', ')}.`);
    } catch (thrown) {
      // The next sweep tries again; until then the reason is in the log.
      parts.logger.error(`The sweep of running builds failed: ${asError(thrown).message}`);
    }
  };
  await sweepOnce();
  const timer = setInterval(() => void sweepOnce(), options.sweepMilliseconds);
  return async (deadlineMilliseconds: number): Promise<void> => {
    clearInterval(timer);
    stopping.abort();
    await stopWork(deadlineMilliseconds);
  };
}
