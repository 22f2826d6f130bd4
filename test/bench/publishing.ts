import type { Build } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import { openPublishedGraph, publishBuild, rowsToPublish } from '@lexhop/published-graph';
import type { AskedQueries } from './answer-times.js';
import type { BenchResult } from './bench-result.js';
import { measureAnswers } from './index-measures.js';
import { withMemoryHeld } from './memory-held.js';
import { neo4jAccess, serverFacts } from './opened-store.js';

/** As long as an answer from Neo4j may take, in the median. */
const mostOfAnswer = 150;

/**
 * A build of the books into Neo4j: without vectors, then anew with them, as NEO4J_VECTORS changed does; and answers from there by each mode.
 * Nothing where NEO4J_URI names no server.
 */
export async function* measurePublishing(
  stores: GraphStores,
  build: Build,
  askedBy: (mode: 'hop' | 'bm25' | 'dense') => AskedQueries,
): AsyncGenerator<BenchResult> {
  for (const vectors of [false, true]) {
    const access = neo4jAccess(vectors);
    if (!access) return;
    const published = await openPublishedGraph(access);
    try {
      const publishing = { published, changes: stores.changes, kept: [build] };
      const rows = await rowsToPublish(publishing, build);
      const started = performance.now();
      const { mebibytes } = await withMemoryHeld(() =>
        publishBuild(publishing, build, { signal: new AbortController().signal }),
      );
      const milliseconds = performance.now() - started;
      const facts = { rows, 'rows/s': (rows / milliseconds) * 1_000, 'memory held, MiB': mebibytes };
      const name = vectors ? 'drop that, and publish with vectors' : 'publish into Neo4j without vectors';
      yield { name, milliseconds, facts: { ...facts, ...(await serverFacts()) } };
      if (!vectors) continue;
      const reader = await published.readerOf(build);
      for (const mode of ['hop', 'bm25', 'dense'] as const) {
        const result = await measureAnswers(reader, askedBy(mode));
        yield { ...result, name: `from Neo4j: ${result.name}`, ...(mode === 'hop' && { target: mostOfAnswer }) };
      }
    } finally {
      await published.close();
    }
  }
}
