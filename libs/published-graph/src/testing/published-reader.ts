import type { GraphReader } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import { convergeGraph } from '../publish-build.js';
import type { PublishedGraph } from '../published-graph.js';

/** Publishes a graph's active build, as the books say it, and reads it from there. */
export async function publishedReader(
  { builds, changes, versions }: GraphStores,
  published: PublishedGraph,
  graph: string,
): Promise<GraphReader> {
  const active = await versions.active(graph);
  if (!active) throw new Error(`Graph ${graph} has no active build to publish.`);
  const kept = (await builds.list({ graph, limit: 100 })).filter(({ state }) => state !== 'abandoned').toReversed();
  await convergeGraph({ published, changes, kept }, { graph, active }, { signal: new AbortController().signal });
  return published.readerOf(active);
}
