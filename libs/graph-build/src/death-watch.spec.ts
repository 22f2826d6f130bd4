import type { GraphStores } from '@lexhop/graph-store';
import { graphStoresOfTest } from '@lexhop/graph-store/testing';
import { describe, expect, it } from 'vitest';
import { DeathWatch } from './death-watch.js';

const names = ['innocent', 'guilty', 'harmless'];

/** What becomes of batches that a process works on, all at once. A process that has died goes on with none of them. */
function aProcess(begun: GraphStores['begun']) {
  const watch = new DeathWatch(begun);
  const { signal } = new AbortController();
  const job = { graph: 'default', number: 1, run: 1, step: 'embed', attempt: 1 } as const;
  return (work: (name: string) => Promise<void>) =>
    names.map((name) =>
      watch.watch({ job, batch: { name, kind: 'texts', from: name, to: name }, signal }, () => work(name)),
    );
}

describe('batches that were under way when their worker died', () => {
  it('are tried one at a time, so that only the one to blame has a second death', async () => {
    const { begun, statutes } = await graphStoresOfTest();
    await statutes.put('default', []);
    const never = new Promise<never>(() => {});
    const underWay: string[] = [];
    await new Promise<void>((dies) => {
      void aProcess(begun)(async (name) => {
        if (underWay.push(name) === names.length) dies();
        await never;
      });
    });
    const alone: string[][] = [];
    await new Promise<void>((dies) => {
      const inside = new Set<string>();
      void aProcess(begun)(async (name) => {
        alone.push([...inside.add(name)]);
        if (name === 'guilty') dies();
        await (name === 'guilty' ? never : new Promise(setImmediate));
        inside.delete(name);
      });
    });
    expect(alone.every((inside) => inside.length === 1)).toBe(true);
    const ends = await Promise.allSettled(aProcess(begun)(async () => {}));
    expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(ends[1]).toMatchObject({ reason: { code: 'batch-deadly', batch: 'guilty', deaths: 2 } });
  });
});
