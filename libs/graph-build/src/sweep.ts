import type { Build } from '@lexhop/graph-model';
import { unlessOver } from './build-failures.js';
import { resumeStep } from './drive-build.js';
import type { GraphBuildParts } from './graph-build-parts.js';

/**
 * Compares store and queue: a running build whose current step has no live job gets one again. The store is the truth,
 * the queue may have been lost. An import has no jobs: it is left to the call that reads the file; one whose process ended is failed, so that
 * it keeps no other build from beginning.
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

/** Says so in the build's record, unless it waits for something else; the wait ends with the next batch that does. */
async function tellOfPause({ stores, clock }: GraphBuildParts, { graph, number, run, waiting }: Build): Promise<void> {
  if (waiting && waiting.reason !== pauseReason) return;
  const now = clock.now();
  const since = waiting?.since ?? now.toISOString();
  const until = new Date(now.getTime() + nextLookMilliseconds).toISOString();
  await unlessOver(stores.builds.save({ graph, number, run }, { waiting: { reason: pauseReason, since, until } }));
}

async function endWithItsProcess({ stores, logger }: GraphBuildParts, { graph, number, run }: Build): Promise<void> {
  if (await stores.imports.isHeld(graph)) return;
  const failure =
    'The process that read its file ended before the file did. Nothing was changed: import the file again.';
  if (await unlessOver(stores.builds.save({ graph, number, run }, { state: 'failed', failure })))
    logger.warn(`Build ${number} of graph ${graph} has failed: its import was cut off.`, { graph, build: number });
}
