import { freshDatabase } from '@lexhop/postgres/testing';
import { onTestFinished } from 'vitest';
import { type GraphStores, type GraphStoresOptions, openGraphStores } from '../graph-stores.js';
import { migrate } from '../postgres/migrations.js';

/** Empty books in a database of their own, deleted when they are closed. One for a file of tests is the rule; its tests take a graph each. */
export async function freshGraphStores(options?: GraphStoresOptions): Promise<GraphStores> {
  const { database, close } = await freshDatabase({ name: 'graph-store', migrate });
  return { ...(await openGraphStores(database, options)), close };
}

/** The same for one test, which takes them with it when it is finished. */
export async function graphStoresOfTest(options?: GraphStoresOptions): Promise<GraphStores> {
  const stores = await freshGraphStores(options);
  onTestFinished(() => stores.close());
  return stores;
}
