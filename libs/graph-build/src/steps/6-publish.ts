import { setTimeout as wait } from 'node:timers/promises';
import {
  convergeGraph,
  publishBuild,
  PublishedGraphAwayError,
  type Publishing,
  rowsToPublish,
} from '@lexhop/published-graph';
import { asError } from '@lexhop/foundation';
import type { Build } from '@lexhop/graph-model';
import { waitOf } from '../build-failures.js';
import { type BuildContext, nothingMissing, type StepPlan } from '../build-step.js';
import type { GraphBuildParts } from '../build-parts.js';

/** The active build and the one before it are kept, so that one roll back is always possible. */
const buildsKept = 2;
const wholeBuild = { name: 'publish', kind: 'rows', from: '', to: '' } as const;

/** Plans one batch; nothing where there is no Neo4j or the build is already published. */
export async function planPublishing(context: BuildContext): Promise<StepPlan> {
  const isThere = await isPublished(context).catch((thrown: unknown) => {
    // The batch is planned anyway: it fails, and so the build waits in this step until Neo4j is back.
    if (thrown instanceof PublishedGraphAwayError) return false;
    throw thrown;
  });
  return isThere ? nothingMissing : { batches: [wholeBuild], missing: 0 };
}

/**
 * Makes the build the active one: first in Neo4j, where there is one, then in the books. Then deletes the rows that no kept build
 * sees. The order matters: a process killed between the two leaves a build that still runs and does this step again.
 */
export async function activateBuild({ parts, run }: BuildContext): Promise<void> {
  const { versions } = parts.stores;
  await parts.published?.activate(run);
  const { counts } = await versions.activate(run);
  const facts = { graph: run.graph, build: run.number, ...counts?.edges };
  parts.logger.info(`Build ${run.number} of graph ${run.graph} is active.`, facts);
  await collectOld(parts, run.graph);
  await keepPublished(parts, run.graph);
}

/** Deletes the rows of older builds. The new build answers already, so a failure is only logged: the next build tries again. */
async function collectOld({ stores, logger }: GraphBuildParts, graph: string): Promise<void> {
  try {
    await stores.versions.collect(graph, buildsKept);
  } catch (thrown) {
    const sentence = `Rows of old builds of graph ${graph} could not be cleared away, and are with the next build: ${asError(thrown).message}`;
    logger.warn(sentence, { graph });
  }
}

async function isPublished({ parts, run }: BuildContext): Promise<boolean> {
  if (!parts.published) return true;
  const { builds } = await parts.published.held(run.graph);
  return builds.some(({ number, state }) => number === run.number && state === 'published');
}

/** Writes what changed since the last published build into Neo4j. Rejects with a PublishedGraphAwayError while Neo4j does not answer. */
export async function publishRows({ parts, run, build, signal }: BuildContext): Promise<void> {
  const publishing = await publishingOf(parts, run.graph);
  if (!publishing) return;
  const total = await rowsToPublish(publishing, build);
  let progress = { done: build.progress.publish?.done ?? 0, total };
  const save = () => parts.stores.builds.save(run, { waiting: null, progress: { publish: progress } });
  await save();
  await publishBuild(publishing, build, {
    signal,
    onBegunAnew: async () => {
      progress = { total, done: 0 };
      await save();
    },
    onWritten: async (rows) => {
      progress = { ...progress, done: Math.min(total, progress.done + rows) };
      await save();
    },
  });
}

/** Publishes an imported build, which has no queue jobs, and makes it the active one. Where Neo4j is away, tries again until it answers or the build is cancelled. */
export async function publishImported(context: BuildContext): Promise<void> {
  const { parts, run } = context;
  for (let since: string | undefined; ;) {
    try {
      await publishRows(context);
      return await activateBuild(context);
    } catch (thrown) {
      if (!(thrown instanceof PublishedGraphAwayError)) throw thrown;
      const { message: reason, code, retryAfterMilliseconds: milliseconds } = thrown;
      const waiting = waitOf(parts.clock.now(), { reason, code }, { milliseconds, since });
      since = waiting.since;
      await parts.stores.builds.save(run, { step: 'publish', waiting });
      await wait(milliseconds);
    }
  }
}

const never = new AbortController().signal;

/**
 * Brings one graph in Neo4j in line with the books: after a roll back, an abandoned build or a crash between the two writes, or when Neo4j was
 * empty or away. Never rejects: a failure is logged and left to the next sweep, because the books, which are the truth, are changed already.
 */
export async function keepPublished(parts: GraphBuildParts, graph: string, signal: AbortSignal = never): Promise<void> {
  try {
    const publishing = await publishingOf(parts, graph);
    if (!publishing) return;
    const active = await parts.stores.versions.active(graph);
    await convergeGraph(publishing, { graph, active }, { signal });
  } catch (thrown) {
    if (signal.aborted) return;
    const sentence = `Graph ${graph} could not be brought up to date in Neo4j, and is tried again: ${asError(thrown).message}`;
    parts.logger.warn(sentence, { graph });
  }
}

/** Brings every graph of the books and of Neo4j in line, one after another, until the signal is aborted. */
export async function keepAllPublished(parts: GraphBuildParts, signal: AbortSignal): Promise<void> {
  if (!parts.published) return;
  const [books, held] = await Promise.all([parts.stores.versions.graphs(), parts.published.graphs()]);
  const graphs = new Set([...books.map(({ name }) => name), ...held.map(({ graph }) => graph)]);
  for (const graph of graphs) {
    if (signal.aborted) return;
    await keepPublished(parts, graph, signal);
  }
}

/** Where a graph's builds are read from and published to; undefined without Neo4j. */
async function publishingOf({ stores, published }: GraphBuildParts, graph: string): Promise<Publishing | undefined> {
  if (!published) return undefined;
  const builds = await stores.builds.list({ graph, states: keptStates, limit: 1_000 });
  return { published, changes: stores.changes, kept: builds.toReversed() };
}

const keptStates: readonly Build['state'][] = ['running', 'active', 'superseded', 'rolled-back', 'failed', 'cancelled'];
