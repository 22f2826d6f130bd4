import { asError, repeatedly } from '@lexhop/foundation';
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
  const ended = new AbortController();
  const { signal } = stopping;
  const cache = new RunCache();
  const cancelled = new CancelWatch(parts.stores.builds, cache);
  const handlers = cancelled.over(buildHandlers(parts, cache));
  const stopWork = await parts.queue.work(handlers, { concurrency: options.concurrency });
  const often = { milliseconds: options.sweepMilliseconds, signal };
  // Sweeps never overlap, since one may plan a step, which takes minutes for a large graph.
  const sweeping = repeatedly({
    ...often,
    work: () => sweep(parts, signal),
    failed: (reason) => parts.logger.error(`The sweep of running builds failed: ${reason}`),
  });
  // Beside the sweep, which must not wait for a server that is away.
  const keeping = repeatedly({
    ...often,
    work: () => keepAllPublished(parts, signal),
    failed: (reason) => parts.logger.warn(`Neo4j could not be brought up to date, and is tried again: ${reason}`),
  });
  const looking = repeatedly({
    milliseconds: lookMilliseconds,
    signal: ended.signal,
    work: () => cancelled.look(),
    failed: (reason) => parts.logger.warn(`Builds with jobs here could not be looked at: ${reason}`),
  });
  return async (deadlineMilliseconds: number): Promise<void> => {
    stopping.abort();
    await stopWork(deadlineMilliseconds);
    ended.abort();
    await Promise.all([sweeping, keeping, looking]);
  };
}

/**
 * Compares the books with the queue. A running build whose current step has no live job is put back on the queue: the books are the truth, and the
 * queue may have been lost. An import has no jobs; the call that reads its file makes it. Where that call's process has ended, the import is set
 * to failed, so that other builds can begin.
 * Returns the builds that were put back, as `graph/number`. Where one can't be, that is logged, and the sweep goes on with the others.
 */
export async function sweep(parts: GraphBuildParts, signal: AbortSignal): Promise<readonly string[]> {
  const restored: string[] = [];
  const running = await parts.stores.builds.list({ states: ['running'], limit: 1000 });
  const isPaused = running.length > 0 && (await parts.queue.isPaused());
  for (const build of running) {
    const { graph, number } = build;
    try {
      if (await isPutBack(parts, build, { isPaused, signal })) restored.push(`${graph}/${number}`);
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      const sentence = `Build ${number} of graph ${graph} could not be put back on the queue: ${asError(thrown).message}`;
      parts.logger.error(sentence, { graph, build: number });
    }
  }
  if (restored.length > 0) parts.logger.info(`Back on the queue: builds ${restored.join(', ')}.`);
  return restored;
}

/** Puts a running build back on the queue where it must be; says whether it did. */
async function isPutBack(
  parts: GraphBuildParts,
  build: Build,
  { isPaused, signal }: { readonly isPaused: boolean; readonly signal: AbortSignal },
): Promise<boolean> {
  if (build.settings.from === 'import') {
    await endWithItsProcess(parts, build);
    return false;
  }
  if (await parts.queue.hasLiveJob(build)) {
    if (isPaused) await tellOfPause(parts, build);
    return false;
  }
  return unlessOver(resumeStep(parts, build, signal));
}

const pauseReason = 'The queue is paused; the build goes on when it is resumed.';
const nextLookMilliseconds = 30_000;

/** Records in a build that the queue is paused, unless it waits for something else already. The next batch that ends clears it. */
async function tellOfPause({ stores, clock }: GraphBuildParts, build: Build): Promise<void> {
  const { waiting } = build;
  if (waiting && waiting.reason !== pauseReason) return;
  const why = { reason: pauseReason, code: 'queue-paused' };
  const next = waitOf(clock.now(), why, { milliseconds: nextLookMilliseconds, since: waiting?.since });
  await unlessOver(stores.builds.save(build, { waiting: next }));
}

async function endWithItsProcess({ stores, logger }: GraphBuildParts, build: Build): Promise<void> {
  const { graph, number } = build;
  if (await stores.imports.isHeld(graph)) return;
  const failure =
    'The process that read its file ended before the file did. Nothing was changed: import the file again.';
  const change = { state: 'failed', failure, failureCode: 'import-cut-off' } as const;
  if (await unlessOver(stores.builds.save(build, change)))
    logger.warn(`Build ${number} of graph ${graph} has failed: its import was cut off.`, { graph, build: number });
}
