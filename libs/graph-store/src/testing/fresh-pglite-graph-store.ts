import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GraphStores } from '../graph-stores.js';
import { openPGliteGraphStore } from '../pglite/open-pglite-graph-store.js';
import { copyEmptyCluster } from './empty-cluster.js';

/** An empty embedded graph store in a temporary directory, which is deleted when the store is closed. */
export async function freshPGliteGraphStore(options: { readonly pageSize?: number } = {}): Promise<GraphStores> {
  const folder = await mkdtemp(join(tmpdir(), 'lexhop-graph-'));
  const directory = join(folder, 'graph');
  await copyEmptyCluster(directory);
  const stores = await openPGliteGraphStore({ directory, ...options });
  return {
    ...stores,
    close: async () => {
      await stores.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
