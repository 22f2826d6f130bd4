import { resumeStep } from './build-graph.js';
import type { GraphBuildParts } from './graph-build-parts.js';

/**
 * Compares store and queue: a running build whose current step has no live job gets one again. The store is the truth,
 * the queue may have been lost. An import has no jobs: it is left to the call that reads the file, and to whoever cancels it.
 * Returns the builds that were put back, as `graph/number`.
 */
export async function sweep(parts: GraphBuildParts, signal: AbortSignal): Promise<readonly string[]> {
  const restored: string[] = [];
  const running = await parts.stores.builds.list({ states: ['running'], limit: 1000 });
  for (const build of running) {
    if (build.settings.from === 'import' || (await parts.queue.hasLiveJob(build))) continue;
    await resumeStep(parts, build, signal);
    restored.push(`${build.graph}/${build.number}`);
  }
  return restored;
}
