import { graphStoresOfTest } from '@lexhop/graph-store/testing';
import { describe, expect, it } from 'vitest';
import { buildHandlers } from './drive-build.js';
import type { GraphBuildParts } from './build-parts.js';
import { type CachedRun, RunCache } from './run-cache.js';

const never = new AbortController().signal;

/** Something that says for which graph it was loaded, and as what number. */
function counted() {
  let loads = 0;
  return async ({ run }: CachedRun) => `${run.graph} ${(loads += 1)}`;
}

/** A process and its batches. */
function aProcess() {
  const cache = new RunCache();
  const batch = (graph: string, given: Partial<CachedRun> = {}): CachedRun => {
    return { run: { graph, number: 1, run: 1 }, signal: never, cache, ...given };
  };
  const of = (load: (context: CachedRun) => Promise<unknown>, ...given: Parameters<typeof batch>) =>
    cache.of(load, batch(...given));
  return { cache, batch, of };
}

describe('what is loaded for a run', () => {
  it('is loaded once for each of several runs whose batches come by turns', async () => {
    const { of } = aProcess();
    const thing = counted();
    for (let turn = 0; turn < 20; turn++) {
      expect(await of(thing, 'a')).toBe('a 1');
      expect(await of(thing, 'b')).toBe('b 2');
    }
  });

  it('is kept for three runs: the one that asked longest ago goes, with all that was loaded for it', async () => {
    const { of } = aProcess();
    const [thing, other] = [counted(), counted()];
    for (const graph of ['a', 'b', 'c']) await of(thing, graph);
    await of(other, 'a');
    await of(thing, 'd');
    expect(await of(thing, 'a')).toBe('a 1');
    expect(await of(thing, 'c')).toBe('c 3');
    expect(await of(thing, 'b')).toBe('b 5');
  });

  it('is loaded again for the next run of a build, and of the last one kept no longer', async () => {
    const { of } = aProcess();
    const thing = counted();
    await of(thing, 'a');
    expect(await of(thing, 'a', { run: { graph: 'a', number: 1, run: 2 } })).toBe('a 2');
    expect(await of(thing, 'a')).toBe('a 3');
  });

  it('goes with a run that is over, and with one of which a batch was called off', async () => {
    const { cache, batch, of } = aProcess();
    const [thing, other] = [counted(), counted()];
    for (const one of [thing, other]) await of(one, 'a');
    cache.forget(batch('a').run);
    expect([await of(thing, 'a'), await of(other, 'a')]).toEqual(['a 2', 'a 2']);
    const calledOff = new AbortController();
    await of(thing, 'a', { signal: calledOff.signal });
    calledOff.abort();
    await expect(of(thing, 'a', { signal: calledOff.signal })).rejects.toThrow('aborted');
    expect(await of(thing, 'a')).toBe('a 3');
  });

  it('goes with a step that is finished, whatever becomes of the build', async () => {
    const parts: Partial<GraphBuildParts> = { stores: await graphStoresOfTest() };
    const { cache, batch, of } = aProcess();
    const thing = counted();
    await of(thing, 'a');
    const context = { signal: never, tries: 1, restAfter: () => undefined };
    const handlers = buildHandlers(parts as GraphBuildParts, cache);
    await handlers.finishStep({ ...batch('a').run, step: 'match', attempt: 1 }, context);
    expect(await of(thing, 'a')).toBe('a 2');
  });

  it('is not kept where loading failed', async () => {
    const { of } = aProcess();
    let loads = 0;
    const thing = async () => {
      if ((loads += 1) === 1) throw new Error('The store is away.');
      return loads;
    };
    await expect(of(thing, 'a')).rejects.toThrow('The store is away.');
    expect(await of(thing, 'a')).toBe(2);
  });
});
