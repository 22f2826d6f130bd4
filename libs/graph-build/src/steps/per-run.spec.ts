import { graphStoresOfTest } from '@lexhop/graph-store/testing';
import { describe, expect, it } from 'vitest';
import { buildHandlers } from '../build-graph.js';
import type { BuildContext } from '../build-step.js';
import type { GraphBuildParts } from '../graph-build-parts.js';
import { forgetRun, perRun } from './per-run.js';

/** What a process builds with: here only whose memory it is counts. */
const aProcess = () => ({}) as GraphBuildParts;

function aBatch(parts: GraphBuildParts, graph: string, given: Partial<BuildContext> = {}): BuildContext {
  const run = { graph, number: 1, run: 1 };
  return { parts, run, signal: new AbortController().signal, ...given } as BuildContext;
}

/** Something that says for which graph it was loaded, and as what number. */
function counted() {
  let loads = 0;
  return perRun(async ({ run }) => `${run.graph} ${(loads += 1)}`);
}

describe('perRun', () => {
  it('loads once for each of several runs whose batches come by turns', async () => {
    const parts = aProcess();
    const thing = counted();
    for (let turn = 0; turn < 20; turn++) {
      expect(await thing.of(aBatch(parts, 'a'))).toBe('a 1');
      expect(await thing.of(aBatch(parts, 'b'))).toBe('b 2');
    }
  });

  it('keeps three runs: the one that asked longest ago goes, with all that was loaded for it', async () => {
    const parts = aProcess();
    const [thing, other] = [counted(), counted()];
    for (const graph of ['a', 'b', 'c']) await thing.of(aBatch(parts, graph));
    await other.of(aBatch(parts, 'a'));
    await thing.of(aBatch(parts, 'd'));
    expect(await thing.of(aBatch(parts, 'a'))).toBe('a 1');
    expect(await thing.of(aBatch(parts, 'c'))).toBe('c 3');
    expect(await thing.of(aBatch(parts, 'b'))).toBe('b 5');
  });

  it('loads again for the next run of a build, and keeps the last one no longer', async () => {
    const parts = aProcess();
    const thing = counted();
    const next = { graph: 'a', number: 1, run: 2 };
    await thing.of(aBatch(parts, 'a'));
    expect(await thing.of(aBatch(parts, 'a', { run: next }))).toBe('a 2');
    expect(await thing.of(aBatch(parts, 'a'))).toBe('a 3');
  });

  it('forgets a run that is over, and a batch that was called off forgets its run', async () => {
    const parts = aProcess();
    const [thing, other] = [counted(), counted()];
    for (const one of [thing, other]) await one.of(aBatch(parts, 'a'));
    forgetRun(aBatch(parts, 'a'));
    expect([await thing.of(aBatch(parts, 'a')), await other.of(aBatch(parts, 'a'))]).toEqual(['a 2', 'a 2']);
    const calledOff = new AbortController();
    await thing.of(aBatch(parts, 'a', { signal: calledOff.signal }));
    calledOff.abort();
    await expect(thing.of(aBatch(parts, 'a', { signal: calledOff.signal }))).rejects.toThrow('aborted');
    expect(await thing.of(aBatch(parts, 'a'))).toBe('a 3');
  });

  it('forgets a run whose step is finished, whatever becomes of the build', async () => {
    const parts: Partial<GraphBuildParts> = { stores: await graphStoresOfTest() };
    const batch = aBatch(parts as GraphBuildParts, 'a');
    const thing = counted();
    await thing.of(batch);
    const context = { signal: batch.signal, tries: 1, lastTry: true, restsFreely: true };
    await buildHandlers(batch.parts).finishStep({ ...batch.run, step: 'match', attempt: 1 }, context);
    expect(await thing.of(batch)).toBe('a 2');
  });

  it('keeps no load that failed', async () => {
    const parts = aProcess();
    let loads = 0;
    const thing = perRun(async () => {
      if ((loads += 1) === 1) throw new Error('The store is away.');
      return loads;
    });
    await expect(thing.of(aBatch(parts, 'a'))).rejects.toThrow('The store is away.');
    expect(await thing.of(aBatch(parts, 'a'))).toBe(2);
  });
});
