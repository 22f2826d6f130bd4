import { describe, expect, it } from 'vitest';
import { BuildScene, settings } from './testing/scene.js';
import { buildHandlers, resumeStep } from './drive-build.js';
import { findBuild, startBuild } from './graph-builds.js';
import { sweep } from './build-worker.js';
import { RunCache } from './run-cache.js';

describe('the sweep', () => {
  it('puts a running build without a live job back on the queue, leaves the others alone, and says of them when the queue is paused', async () => {
    const scene = await BuildScene.open();
    await scene.importSample();
    const begun = await startBuild(scene.parts, 'default', settings);
    expect(await sweep(scene.parts, new AbortController().signal)).toEqual([]);
    scene.queue.paused = true;
    await sweep(scene.parts, new AbortController().signal);
    expect((await scene.parts.stores.builds.find(begun))?.waiting?.reason).toContain('queue is paused');
    scene.queue.paused = false;
    await scene.queue.cancel(begun);
    expect(await sweep(scene.parts, new AbortController().signal)).toEqual(['default/1']);
    await scene.work();
    await scene.queue.drain();
    const built = await scene.parts.stores.builds.find(begun);
    expect([built?.state, built?.waiting]).toEqual(['active', undefined]);
  });
});

describe('a step that is put on the queue again', () => {
  it('stays where it is when its plan was made for a step that the build has left meanwhile', async () => {
    const scene = await BuildScene.open();
    await scene.importSample();
    const stale = await startBuild(scene.parts, 'default', settings);
    await scene.queue.cancel(stale);
    const ahead = { step: 'draft', attempt: 3 } as const;
    await scene.parts.stores.builds.save(stale, ahead);
    await resumeStep(scene.parts, stale, new AbortController().signal);
    expect(await scene.parts.stores.builds.find(stale)).toMatchObject(ahead);
    expect(await scene.queue.hasLiveJob({ ...stale, step: 'compare' })).toBe(false);
  });
});

describe('a job that failed and is tried again', () => {
  it('is what its build waits for, until then and with the reason; the next that comes through ends the wait', async () => {
    const scene = await BuildScene.open();
    await scene.importSample();
    const begun = await startBuild(scene.parts, 'default', settings);
    const { run, number, graph, step, attempt } = await findBuild(scene.parts, begun);
    const job = { graph, number, run, step, attempt };
    const handlers = buildHandlers(scene.parts, new RunCache());
    const batch = { name: 'a', kind: 'of no step', from: '', to: 'z' };
    const context = { signal: new AbortController().signal, tries: 1, restAfter: () => 4000 };
    const before = Date.now();
    await expect(handlers.runBatch({ ...job, batch }, context)).rejects.toThrow('no batches of kind');
    const { waiting, failures } = (await scene.parts.stores.builds.find(job)) ?? {};
    expect(waiting?.reason).toContain('no batches of kind');
    expect(Date.parse(waiting?.until ?? '') - before).toBeGreaterThanOrEqual(4000);
    expect(failures).toEqual([]);
    await handlers.finishStep(job, context);
    expect((await scene.parts.stores.builds.find(job))?.waiting).toBeUndefined();
  });
});
