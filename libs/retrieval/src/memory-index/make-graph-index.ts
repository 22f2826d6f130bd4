import type { Build } from '@lexhop/graph-model';
import type { GraphContents } from '@lexhop/graph-store';
import { GraphIndexBuilder } from './graph-index.js';
import { type IndexFilePlace, keepIndex, type LoadedIndex } from './index-file.js';

/** What an index is made of. */
export type IndexedContents = Pick<GraphContents, 'nodes' | 'questions' | 'edges' | 'vectors'>;

/**
 * Makes a build's index from its contents, and writes it where a place is given. It holds the thread while it works; servers let
 * a thread of its own do it. Throws an IndexContentsError, and a BuildGoneError where the build is collected meanwhile.
 */
export async function makeGraphIndex(
  contents: IndexedContents,
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
