import { beforeAll, describe, expect, it } from 'vitest';
import { BuildGoneError, BuildRunningError, BuildStateError, StaleRunError } from '@lexhop/graph-model';
import type { GraphStores } from '../graph-stores.js';
import { aNewBuild, GraphScene, runOf } from './graph-scene.js';
import { aNode } from './nodes.js';

/** What the BuildStore keeps. */
export function describeBuildStore(name: string, open: () => Promise<GraphStores>): void {
  describe(`BuildStore: ${name}`, () => {
    let stores: GraphStores;
    const scene = () => new GraphScene(stores);
    beforeAll(async () => {
      stores = await open();
    });

    it('begins at compare, running, as run 1 of build 1, with its settings', async () => {
      const { graph } = scene();
      const settings = {
        statutes: ['T1'],
        embeddingChain: ['mock'],
        matching: { minimumScore: 0.4, edgesPerNode: 3, capFactor: 1.5 },
      };
      const build = await stores.builds.begin(graph, { ...aNewBuild(settings), draftedBy: ['question-bank'] });
      expect(build).toMatchObject({
        graph,
        number: 1,
        run: 1,
        state: 'running',
        step: 'compare',
        attempt: 1,
        draftedBy: ['question-bank'],
      });
      expect(build).toMatchObject({ settings, progress: {}, warnings: [], failures: [], passedOver: [] });
      expect(Date.parse(build.createdAt)).toBeGreaterThan(0);
      expect(await stores.builds.find(build)).toEqual(build);
      expect(await stores.builds.find({ graph, number: 2 })).toBeUndefined();
    });

    it('makes one build of a graph at a time, and names the one being made', async () => {
      const one = scene();
      await one.begin();
      const second = one.begin();
      await expect(second).rejects.toThrow(BuildRunningError);
      await expect(second).rejects.toMatchObject({ running: 1, graph: one.graph, retryable: true });
      expect(await scene().begin()).toMatchObject({ number: 1 });
    });

    it('lets one of two builds begun at once begin', async () => {
      const one = scene();
      const begun = await Promise.allSettled([one.begin(), one.begin(), one.begin()]);
      expect(begun.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
    });

    it('changes only what a change names, and merges progress by step', async () => {
      const one = scene();
      const run = await one.begin();
      await stores.builds.save(run, {
        step: 'draft',
        progress: { draft: { total: 5, done: 0, startedAt: '2026-01-01T00:00:00.000Z' } },
      });
      const download = { model: 'bge', done: 1, total: 9 };
      const warnings = [{ code: 'few', sentence: 'Few.', count: 1, ids: ['a'] }];
      const saved = await stores.builds.save(run, {
        progress: { embed: { total: 7, done: 0 } },
        attempt: 2,
        download,
        warnings,
        space: one.space,
        passedOver: [{ name: 'bge', reason: 'absent' }],
      });
      expect(saved).toMatchObject({
        step: 'draft',
        attempt: 2,
        download,
        warnings,
        space: one.space,
        passedOver: [{ name: 'bge', reason: 'absent' }],
      });
      expect(saved.progress).toEqual({
        draft: { total: 5, done: 0, startedAt: '2026-01-01T00:00:00.000Z' },
        embed: { total: 7, done: 0 },
      });
      expect(await one.found(1)).toEqual(saved);
    });

    it('keeps the embedding space that was chosen first', async () => {
      const one = scene();
      const run = await one.begin();
      await stores.builds.save(run, { space: one.space });
      await stores.builds.save(run, { space: one.space });
      await expect(stores.builds.save(run, { space: { ...one.space, precision: 'int8' } })).rejects.toThrow(
        BuildStateError,
      );
      expect((await one.found(1)).space).toEqual(one.space);
    });

    it('refuses a run that is not the current one, and saves nothing of it', async () => {
      const one = scene();
      const run = await one.begin();
      await stores.builds.cancel(run);
      const before = await one.found(1);
      const refused = stores.builds.save(run, { step: 'draft' });
      await expect(refused).rejects.toThrow(StaleRunError);
      await expect(refused).rejects.toMatchObject({ graph: one.graph, number: 1, run: 1, code: 'stale-run' });
      await expect(stores.builds.save({ ...run, run: 2 }, { step: 'draft' })).rejects.toThrow(StaleRunError);
      await expect(stores.builds.save({ ...run, number: 9 }, { step: 'draft' })).rejects.toThrow(StaleRunError);
      expect(await one.found(1)).toEqual(before);
    });

    it('cancels a running build only, and raises its run number', async () => {
      const one = scene();
      const run = await one.begin();
      expect(await stores.builds.cancel(run)).toMatchObject({
        state: 'cancelled',
        run: 2,
        endedAt: expect.any(String),
      });
      await expect(stores.builds.cancel(run)).rejects.toThrow(BuildStateError);
      await expect(stores.builds.cancel({ graph: one.graph, number: 7 })).rejects.toThrow(BuildGoneError);
    });

    it('runs a failed or cancelled build again at its step, its failures cleared, under another run number', async () => {
      const one = scene();
      const run = await one.begin();
      await stores.builds.save(run, { step: 'embed', attempt: 3, progress: { embed: { total: 9, done: 4 } } });
      await stores.builds.recordFailures(run, [
        { step: 'embed', batch: 'b', code: 'c', sentence: 's', attempts: 3, at: 'now' },
      ]);
      expect(await stores.builds.save(run, { state: 'failed', failure: 'It broke.' })).toMatchObject({
        state: 'failed',
        failure: 'It broke.',
        endedAt: expect.any(String),
      });
      await expect(stores.builds.save(run, { step: 'match' })).rejects.toThrow(StaleRunError);
      const again = await stores.builds.rerun(run);
      expect(again).toMatchObject({
        state: 'running',
        step: 'embed',
        attempt: 1,
        run: 2,
        failures: [],
        progress: { embed: { total: 9, done: 4 } },
      });
      expect(again.failure).toBeUndefined();
      expect(again.endedAt).toBeUndefined();
      await expect(stores.builds.rerun(run)).rejects.toThrow(BuildStateError);
      await stores.builds.cancel(run);
      expect(await stores.builds.rerun(run)).toMatchObject({ state: 'running', run: 4 });
    });

    it('runs no build again while another is being made, nor one that was abandoned for it', async () => {
      const one = scene();
      const first = await one.begin();
      await stores.builds.cancel(first);
      const second = await one.begin();
      await expect(stores.builds.rerun(first)).rejects.toThrow(BuildStateError);
      await stores.builds.cancel(second);
      await expect(stores.builds.rerun(first)).rejects.toThrow(BuildStateError);
      expect(await one.found(1)).toMatchObject({ state: 'abandoned' });
    });

    it('changes a build that stands where it is thought to, and none that has gone on', async () => {
      const one = scene();
      const run = await one.begin();
      const draft = { step: 'draft', attempt: 1, progress: { draft: { total: 3, done: 0 } } } as const;
      expect(await stores.builds.saveAt(run, { step: 'compare', attempt: 1 }, draft)).toMatchObject(draft);
      const again = { ...draft, attempt: 2, progress: { draft: { total: 9, done: 0 } } };
      expect(await stores.builds.saveAt(run, { step: 'compare', attempt: 1 }, again)).toBeUndefined();
      expect(await stores.builds.saveAt(run, { step: 'draft', attempt: 2 }, again)).toBeUndefined();
      expect(await one.found(1)).toMatchObject(draft);
      await stores.builds.cancel(run);
      await expect(stores.builds.saveAt(run, draft, again)).rejects.toThrow(StaleRunError);
    });

    it('does not go on with a build whose base was rolled back', async () => {
      const one = scene();
      await one.put(aNode({ number: '1' }));
      await one.built();
      await one.put(aNode({ number: '2' }));
      await one.built();
      const third = await one.begin();
      await stores.builds.cancel(third);
      await stores.versions.rollBack(one.graph);
      const rerun = stores.builds.rerun(third);
      await expect(rerun).rejects.toThrow(BuildStateError);
      await expect(rerun).rejects.toThrow('made from build 2, which was rolled back');
      expect(await one.found(3)).toMatchObject({ state: 'cancelled' });
      expect(await one.begin()).toMatchObject({ number: 4 });
    });

    it('keeps one failure of a step and batch, the latest, in order', async () => {
      const one = scene();
      const run = await one.begin();
      const failure = {
        step: 'draft' as const,
        batch: 'b2',
        code: 'quota',
        sentence: 'No quota.',
        attempts: 3,
        at: '2026-01-01T00:00:00.000Z',
      };
      await stores.builds.recordFailures(run, [failure, { ...failure, batch: 'b1' }]);
      await stores.builds.recordFailures(run, [{ ...failure, attempts: 5 }]);
      expect((await one.found(1)).failures).toEqual([
        { ...failure, batch: 'b1' },
        { ...failure, attempts: 5 },
      ]);
      await stores.builds.cancel(run);
      await expect(stores.builds.recordFailures(run, [failure])).rejects.toThrow(StaleRunError);
    });

    it('never uses a number twice, whatever became of the builds', async () => {
      const one = scene();
      await stores.builds.cancel(await one.begin());
      await stores.builds.cancel(await one.begin());
      expect(await one.begin()).toMatchObject({ number: 3, run: 1 });
    });

    it('lists newest first, by graph and state, before a number, up to a limit', async () => {
      const one = scene();
      await one.put(aNode());
      await one.built();
      await stores.builds.cancel(await one.begin());
      await one.begin();
      const numbers = async (filter: object) =>
        (await stores.builds.list({ graph: one.graph, limit: 10, ...filter })).map((build) => build.number);
      expect(await numbers({})).toEqual([3, 2, 1]);
      expect(await numbers({ before: 3, limit: 1 })).toEqual([2]);
      expect(await numbers({ states: ['active', 'running'] })).toEqual([3, 1]);
      const everywhere = await stores.builds.list({ states: ['running'], limit: 1_000 });
      expect(everywhere.filter((build) => build.graph === one.graph).map(runOf)).toEqual([
        { graph: one.graph, number: 3, run: 1 },
      ]);
    });
  });
}
