import { setTimeout as wait } from 'node:timers/promises';
import { PublishedGraphAwayError, publishBuild, rowsToPublish } from '@lexhop/published-graph';
import { type BuildContext, type BuildStepWork, nothingMissing } from '../build-step.js';
import { keepPublished, publishingOf } from '../keep-published.js';

/** The active build and the one before it are kept: one step back is always possible. */
const buildsKept = 2;
const wholeBuild = { name: 'publish', kind: 'rows', from: '', to: '' } as const;

/**
 * Writes what changed since the last published build into Neo4j, where there is one; then moves the pointer there, makes the build the active one in
 * the books, and clears away what no kept build sees. In this order: a kill between the two pointers leaves a running build, which goes on.
 */
export const publishStep: BuildStepWork = {
  name: 'publish',
  plan: async (context) => {
    const isThere = await isPublished(context).catch((thrown: unknown) => {
      // Planned all the same, so that the build waits in this step.
      if (thrown instanceof PublishedGraphAwayError) return false;
      throw thrown;
    });
    return isThere ? nothingMissing : { batches: [wholeBuild], missing: 0 };
  },
  runBatch: publishRows,
  finish: async ({ parts, run }) => {
    const { versions } = parts.stores;
    await parts.published?.activate(run);
    const { counts } = await versions.activate(run);
    const facts = { graph: run.graph, build: run.number, ...counts?.edges };
    parts.logger.info(`Build ${run.number} of graph ${run.graph} is active.`, facts);
    await versions.collect(run.graph, buildsKept);
    await keepPublished(parts, run.graph);
  },
};

async function isPublished({ parts, run }: BuildContext): Promise<boolean> {
  if (!parts.published) return true;
  const { builds } = await parts.published.held(run.graph);
  return builds.some(({ number, state }) => number === run.number && state === 'published');
}

async function publishRows({ parts, run, build, signal }: BuildContext): Promise<void> {
  const publishing = await publishingOf(parts, run.graph);
  if (!publishing) return;
  const total = await rowsToPublish(publishing, build);
  let progress = { ...build.progress.publish, done: build.progress.publish?.done ?? 0, total };
  const save = () => parts.stores.builds.save(run, { waiting: null, progress: { publish: progress } });
  await save();
  await publishBuild(publishing, build, {
    signal,
    onWritten: async (rows) => {
      progress = { ...progress, done: Math.min(total, progress.done + rows) };
      await save();
    },
  });
}

/** Publishes a build that has no jobs and makes it the active one. Where Neo4j is away, it is tried again until it answers or the build is cancelled. */
export async function publishImported(context: BuildContext): Promise<void> {
  const { parts, run } = context;
  for (let since = ''; ;) {
    try {
      await publishRows(context);
      return await publishStep.finish(context);
    } catch (thrown) {
      if (!(thrown instanceof PublishedGraphAwayError)) throw thrown;
      const now = parts.clock.now();
      since ||= now.toISOString();
      const until = new Date(now.getTime() + thrown.retryAfterMilliseconds).toISOString();
      await parts.stores.builds.save(run, { step: 'publish', waiting: { reason: thrown.message, since, until } });
      await wait(thrown.retryAfterMilliseconds);
    }
  }
}
