import { WorkerThread } from '@lexhop/foundation';
import type { Build } from '@lexhop/graph-model';
import type { GraphStores } from '@lexhop/graph-store';
import type { GraphIndexMethods } from './graph-index.worker.js';
import type { IndexFilePlace, LoadedIndex } from './index-file.js';

/**
 * Makes a build's index in a worker thread, which reads the books itself, and takes the index over without copying it: the caller's thread is
 * never held. Where a place is given, the worker also writes the index there. Rejects with a BuildGoneError where the build is collected meanwhile.
 */
export async function loadGraphIndex(
  books: Pick<GraphStores, 'address'>,
  build: Build,
  place?: IndexFilePlace,
): Promise<LoadedIndex> {
  const thread = new WorkerThread<GraphIndexMethods>(new URL('./graph-index.worker.js', import.meta.url));
  try {
    return await thread.call('make', { books: await books.address(), build, place });
  } finally {
    await thread.close();
  }
}
