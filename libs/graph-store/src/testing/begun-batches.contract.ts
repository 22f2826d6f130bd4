import { beforeAll, describe, expect, it } from 'vitest';
import type { GraphStores } from '../graph-stores.js';
import { GraphScene } from './graph-scene.js';

/** What the BegunBatches keeps. */
export function describeBegunBatches(name: string, open: () => Promise<GraphStores>): void {
  describe(`BegunBatches: ${name}`, () => {
    let stores: GraphStores;
    beforeAll(async () => {
      stores = await open();
    });

    async function aBatch() {
      const run = await new GraphScene(stores).begin();
      return { ...run, step: 'embed', kind: 'texts', from: '', to: 'A1:9' } as const;
    }

    it('counts the workers that died in a batch, and not those that end it or begin it again', async () => {
      const batch = await aBatch();
      const { begun } = stores;
      expect(await begun.begin(batch, 'one')).toBe(0);
      expect(await begun.begin(batch, 'one')).toBe(0);
      expect([await begun.deaths(batch, 'one'), await begun.deaths(batch, 'two')]).toEqual([0, 1]);
      expect(await begun.begin(batch, 'two')).toBe(1);
      expect(await begun.begin(batch, 'three')).toBe(2);
      await begun.end(batch, 'three');
      expect(await begun.begin(batch, 'four')).toBe(0);
    });

    it('keeps the note of the worker that has begun a batch which another hands back late', async () => {
      const batch = await aBatch();
      const { begun } = stores;
      await begun.begin(batch, 'one');
      await begun.begin(batch, 'two');
      await begun.end(batch, 'one');
      expect(await begun.deaths(batch, 'three')).toBe(2);
    });

    it('tells batches apart by what they hold, their step and their run, and forgets other steps with the next end', async () => {
      const batch = await aBatch();
      const { begun } = stores;
      await begun.begin(batch, 'one');
      for (const other of [{ to: 'A1:8' }, { kind: 'choose' }, { step: 'match' }, { run: batch.run + 1 }] as const) {
        expect(await begun.begin({ ...batch, ...other }, 'two')).toBe(0);
      }
      await begun.end({ ...batch, step: 'match' }, 'two');
      expect(await begun.begin(batch, 'two')).toBe(0);
    });
  });
}
