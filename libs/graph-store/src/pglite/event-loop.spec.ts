import { monitorEventLoopDelay } from 'node:perf_hooks';
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

// A thread that statements block is blocked in every try; one that a busy machine kept waiting is not.
describe('the thread that uses the embedded graph store', () => {
  it(
    `is never held up for 100 ms while ${rows} rows are copied and counted`,
    { timeout: 120_000, retry: 3 },
    async () => {
      const { graph } = new GraphScene(stores);
      const entries = Array.from({ length: rows }, (_, article) => ({
        article: `T1:${article}`,
        incoming: [],
        outgoing: [],
      }));
      const delay = monitorEventLoopDelay({ resolution: 5 });
      delay.enable();
      for (let from = 0; from < rows; from += rowsPerCall) {
        await stores.bank.put(graph, entries.slice(from, from + rowsPerCall));
      }
      const fit = await stores.bank.fit(graph);
      delay.disable();
      expect(fit.unknownArticle.count).toBe(rows);
      expect(delay.max / 1e6).toBeLessThan(100);
    },
  );
});
