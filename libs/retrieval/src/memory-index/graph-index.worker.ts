import { serveWorkerThread, Transferred } from '@lexhop/foundation';
import type { ArticleNode, Build, Edge, PseudoQuery } from '@lexhop/graph-model';
import type { VectorPage } from '@lexhop/graph-store';
import { buffersOf, GraphIndexBuilder } from './graph-index.js';
import { type IndexFilePlace, keepIndex, type LoadedIndex } from './index-file.js';

let builder: GraphIndexBuilder | undefined;

function begun(): GraphIndexBuilder {
  if (!builder) throw new Error('The index was not begun.');
  return builder;
}

/** What the index thread does; calls come one after the other, in the builder's order. */
const methods = {
  begin: (build: Build): void => {
    builder = new GraphIndexBuilder(build);
  },
  nodes: (page: readonly ArticleNode[]): void => begun().addNodes(page),
  questions: (page: readonly PseudoQuery[]): void => begun().addQuestions(page),
  edges: (page: readonly Edge[]): void => begun().addEdges(page),
  vectors: ({ of, page }: { readonly of: 'nodes' | 'incoming'; readonly page: VectorPage }): void =>
    begun().addVectors(of, page),
  finish: async (place: IndexFilePlace | undefined): Promise<Transferred<LoadedIndex>> => {
    const loaded = await keepIndex(begun().finish(), place);
    return new Transferred(loaded, [...buffersOf(loaded.index)]);
  },
};

export type GraphIndexMethods = typeof methods;

serveWorkerThread(methods);
