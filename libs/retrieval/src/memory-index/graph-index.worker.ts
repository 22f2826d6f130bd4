import { serveWorkerThread, Transferred } from '@lexhop/foundation';
import type { ArticleNode, Build, Edge, PseudoQuery } from '@lexhop/graph-model';
import type { VectorPage } from '@lexhop/graph-store';
import { buffersOf, type GraphIndex, GraphIndexBuilder } from './graph-index.js';

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
  finish: (): GraphIndex | Transferred<GraphIndex> => {
    const index = begun().finish();
    return new Transferred(index, [...buffersOf(index)]);
  },
};

export type GraphIndexMethods = typeof methods;

serveWorkerThread(methods);
