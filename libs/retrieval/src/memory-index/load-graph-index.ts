import { WorkerThread } from '@lexhop/foundation';
import type { Build, PseudoQuery } from '@lexhop/graph-model';
import type { GraphContents } from '@lexhop/graph-store';
import { GraphIndexBuilder } from './graph-index.js';
import type { GraphIndexMethods } from './graph-index.worker.js';
import { type IndexFilePlace, keepIndex, type LoadedIndex } from './index-file.js';

/**
 * Makes a build's index from the books in a worker thread, page by page, and takes it over without copying it. The caller's thread only hands
 * pages on. Where a place is given, the worker also writes the index there. Rejects with a BuildGoneError where the build is collected meanwhile.
 */
export async function loadGraphIndex(
  contents: GraphContents,
  build: Build,
  place?: IndexFilePlace,
): Promise<LoadedIndex> {
  const thread = new WorkerThread<GraphIndexMethods>(new URL('./graph-index.worker.js', import.meta.url));
  try {
    await thread.call('begin', build);
    for await (const page of contents.nodes(build)) await thread.call('nodes', page);
    for await (const page of contents.questions(build)) await thread.call('questions', page.filter(isIncoming));
    for await (const page of contents.edges(build)) await thread.call('edges', page);
    for (const of of ['nodes', 'incoming'] as const) {
      for await (const { ids, vectors } of contents.vectors(build, of)) {
        // The page may be a view of the store's own memory: a copy is what moves.
        const copy = vectors.slice();
        await thread.call('vectors', { of, page: { ids, vectors: copy } }, [copy.buffer]);
      }
    }
    return await thread.call('finish', place);
  } finally {
    await thread.close();
  }
}

/** The same in the caller's thread, which is held meanwhile: for tests. */
export async function loadGraphIndexHere(
  contents: GraphContents,
  build: Build,
  place?: IndexFilePlace,
): Promise<LoadedIndex> {
  const builder = new GraphIndexBuilder(build);
  for await (const page of contents.nodes(build)) builder.addNodes(page);
  for await (const page of contents.questions(build)) builder.addQuestions(page);
  for await (const page of contents.edges(build)) builder.addEdges(page);
  for (const of of ['nodes', 'incoming'] as const) {
    for await (const page of contents.vectors(build, of)) builder.addVectors(of, page);
  }
  return keepIndex(builder.finish(), place);
}

function isIncoming(question: PseudoQuery): boolean {
  return question.direction === 'incoming';
}
