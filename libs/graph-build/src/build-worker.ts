import { setTimeout as wait } from 'node:timers/promises';
import { asError } from '@lexhop/foundation';
import type { Build } from '@lexhop/graph-model';
import { unlessOver, waitOf } from './build-failures.js';
import { buildHandlers, resumeStep } from './drive-build.js';
import { CancelWatch } from './cancel-watch.js';
import type { GraphBuildParts } from './build-parts.js';
import { keepAllPublished } from './steps/6-publish.js';
import { RunCache } from './run-cache.js';

export interface BuildWorkerOptions {
  /** Batches at a time. */
  readonly concurrency: number;
  readonly sweepMilliseconds: number;
}

const lookMilliseconds = 2_000;

/**
 * Works on builds until it is stopped. At its start and then regularly it sweeps, so that builds continue after any crash, and brings Neo4j in line
 * with the books. It also cancels its work on builds that another process has cancelled.
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

/** Repeats work with a pause after each time. Sweeps never overlap, since one may plan a step, which takes minutes for a large graph. */
async function repeatedly(
  { signal, milliseconds }: { readonly signal: AbortSignal; readonly milliseconds: number },
  work: () => Promise<void>,
): Promise<void> {
  while (!signal.aborted) {
    await work();
    await wait(milliseconds, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * Compares the books with the queue. A running build whose current step has no live job is put back on the queue: the books are the truth, and the
 * queue may have been lost. An import has no jobs; the call that reads its file makes it. Where that call's process has ended, the import is set
 * to failed, so that other builds can begin.
 * Returns the builds that were put back, as `graph/number`.
 */
export async function sweep(parts: GraphBuildParts, signal: AbortSignal): Promise<readonly string[]> {
  const restored: string[] = [];
  const running = await parts.stores.builds.list({ states: ['running'], limit: 1000 });
  const isPaused = running.length > 0 && (await parts.queue.isPaused());
  for (const build of running) {
    if (build.settings.from === 'import') {
      await endWithItsProcess(parts, build);
      continue;
    }
    if (await parts.queue.hasLiveJob(build)) {
      if (isPaused) await tellOfPause(parts, build);
      continue;
    }
    await resumeStep(parts, build, signal);
    restored.push(`${build.graph}/${build.number}`);
  }
  return restored;
}

const pauseReason = 'The queue is paused; the build goes on when it is resumed.';
const nextLookMilliseconds = 30_000;

/** Records in a build that the queue is paused, unless it waits for something else already. The next batch that ends clears it. */
async function tellOfPause({ stores, clock }: GraphBuildParts, { graph, number, run, waiting }: Build): Promise<void> {
  if (waiting && waiting.reason !== pauseReason) return;
  const why = { reason: pauseReason, code: 'queue-paused' };
  const next = waitOf(clock.now(), why, { milliseconds: nextLookMilliseconds, since: waiting?.since });
  await unlessOver(stores.builds.save({ graph, number, run }, { waiting: next }));
}

async function endWithItsProcess({ stores, logger }: GraphBuildParts, { graph, number, run }: Build): Promise<void> {
  if (await stores.imports.isHeld(graph)) return;
  const failure =
    'The process that read its file ended before the file did. Nothing was changed: import the file again.';
  if (
    await unlessOver(
      stores.builds.save({ graph, number, run }, { state: 'failed', failure, failureCode: 'import-cut-off' }),
    )
  )
    logger.warn(`Build ${number} of graph ${graph} has failed: its import was cut off.`, { graph, build: number });
}
