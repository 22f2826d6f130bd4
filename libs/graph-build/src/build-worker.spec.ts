import { describe, expect, it } from 'vitest';
import { BuildScene, settings } from './testing/scene.js';
import { resumeStep } from './drive-build.js';
import { startBuild } from './graph-builds.js';
import { sweep } from './build-worker.js';

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
