import { asError } from '@lexhop/foundation';
import type { Build } from '@lexhop/graph-model';
import { convergeGraph, type Publishing } from '@lexhop/published-graph';
import type { GraphBuildParts } from './graph-build-parts.js';

const never = new AbortController().signal;

/**
 * Makes Neo4j what the books say of a graph: after a roll back, an abandoned build, a kill between both, or with a server that was empty or away.
 * What fails is logged and left to the next sweep: the books are changed already.
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

/** The same for every graph of the books and of Neo4j, one after another. */
export async function keepAllPublished(parts: GraphBuildParts, signal: AbortSignal): Promise<void> {
  if (!parts.published) return;
  const [books, held] = await Promise.all([parts.stores.versions.graphs(), parts.published.graphs()]);
  const graphs = new Set([...books.map(({ name }) => name), ...held.map(({ graph }) => graph)]);
  for (const graph of graphs) {
    if (signal.aborted) return;
    await keepPublished(parts, graph, signal);
  }
}

/** What a graph's builds are published from, and into; undefined without Neo4j. */
export async function publishingOf(
  { stores, published }: GraphBuildParts,
  graph: string,
): Promise<Publishing | undefined> {
  if (!published) return undefined;
  const builds = await stores.builds.list({ graph, states: keptStates, limit: 1_000 });
  return { published, changes: stores.changes, kept: builds.toReversed() };
}

const keptStates: readonly Build['state'][] = ['running', 'active', 'superseded', 'rolled-back', 'failed', 'cancelled'];
