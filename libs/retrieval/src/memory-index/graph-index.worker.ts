import { serveWorkerThread, Transferred } from '@lexhop/foundation';
import type { Build } from '@lexhop/graph-model';
import { type BooksAddress, openGraphContents } from '@lexhop/graph-store';
import { buffersOf } from './graph-index.js';
import type { IndexFilePlace, LoadedIndex } from './index-file.js';
import { makeGraphIndex } from './make-graph-index.js';

interface IndexToMake {
  readonly books: BooksAddress;
  readonly build: Build;
  readonly place: IndexFilePlace | undefined;
}

/** What the index thread does. */
const methods = {
  make: async ({ books, build, place }: IndexToMake): Promise<Transferred<LoadedIndex>> => {
    const { contents, close } = await openGraphContents(books);
    try {
      const loaded = await makeGraphIndex(contents, build, place);
      return new Transferred(loaded, [...buffersOf(loaded.index)]);
    } finally {
      await close();
    }
  },
};

export type GraphIndexMethods = typeof methods;

serveWorkerThread(methods);
