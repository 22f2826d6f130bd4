import { setTimeout as wait } from 'node:timers/promises';
import { asError } from '@lexhop/foundation';
import { buildHandlers } from './drive-build.js';
import { CancelWatch } from './cancel-watch.js';
import type { GraphBuildParts } from './graph-build-parts.js';
import { keepAllPublished } from './keep-published.js';
import { RunCache } from './run-cache.js';
import { sweep } from './sweep.js';

export interface BuildWorkerOptions {
  /** Batches at a time. */
  readonly concurrency: number;
  readonly sweepMilliseconds: number;
}

const lookMilliseconds = 2_000;

/**
 * Works on builds until stopped. At start and then regularly it sweeps, so that a build goes on after any crash, and brings Neo4j in line with
 * the books; work on builds that were cancelled elsewhere is called off.
 */
export async function startBuildWorker(parts: GraphBuildParts, options: BuildWorkerOptions) {
  const stopping = new AbortController();
  const cache = new RunCache();
  const cancelled = new CancelWatch(parts.stores.builds, parts.logger, cache);
  const handlers = cancelled.over(buildHandlers(parts, cache));
  const stopWork = await parts.queue.work(handlers, { concurrency: options.concurrency });
  cancelled.start(lookMilliseconds);
  const { signal } = stopping;
  const every = { signal, milliseconds: options.sweepMilliseconds };
  const sweeping = repeatedly(every, () => sweepOnce(parts, signal));
  // Beside the sweep, which must not wait for a server that is away.
  const keeping = repeatedly(every, () => keepOnce(parts, signal));
  return async (deadlineMilliseconds: number): Promise<void> => {
    stopping.abort();
    await stopWork(deadlineMilliseconds);
    cancelled.stop();
    await Promise.all([sweeping, keeping]);
  };
}

async function sweepOnce(parts: GraphBuildParts, signal: AbortSignal): Promise<void> {
  try {
    const restored = await sweep(parts, signal);
    if (restored.length > 0) parts.logger.info(`Back on the queue: builds ${restored.join(', ')}.`);
  } catch (thrown) {
    // The next sweep tries again; until then the reason is in the log.
    parts.logger.error(`The sweep of running builds failed: ${asError(thrown).message}`);
  }
}

async function keepOnce(parts: GraphBuildParts, signal: AbortSignal): Promise<void> {
  try {
    await keepAllPublished(parts, signal);
  } catch (thrown) {
    parts.logger.warn(`Neo4j could not be brought up to date, and is tried again: ${asError(thrown).message}`);
  }
}

/** Does work again and again, one after the other, with a pause between: a sweep plans a step, which takes minutes for a large graph. */
async function repeatedly(
  { signal, milliseconds }: { readonly signal: AbortSignal; readonly milliseconds: number },
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await work();
    await wait(milliseconds, undefined, { signal }).catch(() => undefined);
  }
}
