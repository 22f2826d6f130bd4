import { EventLoopWatch } from '@lexhop/foundation/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphStores } from '../graph-stores.js';
import { GraphScene } from '../testing/graph-scene.js';
import { freshPGliteGraphStore } from '../testing/fresh-pglite-graph-store.js';

const rows = 400_000;
const rowsPerCall = 4_000;
let stores: GraphStores;

beforeAll(async () => {
  stores = await freshPGliteGraphStore();
});
afterAll(() => stores.close());

describe('the thread that uses the embedded graph store', () => {
  it(`is never held up for 100 ms while ${rows} rows are copied and counted`, { timeout: 120_000 }, async () => {
    const { graph } = new GraphScene(stores);
    const entries = Array.from({ length: rows }, (_, article) => ({
      article: `T1:${article}`,
      incoming: [],
      outgoing: [],
    }));
    const watch = new EventLoopWatch();
    for (let from = 0; from < rows; from += rowsPerCall) {
      await stores.bank.put(graph, entries.slice(from, from + rowsPerCall));
    }
    const fit = await stores.bank.fit(graph);
    const longest = watch.stop();
    expect(fit.unknownArticle.count).toBe(rows);
    expect(longest).toBeLessThan(100);
  });
});
