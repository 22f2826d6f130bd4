import type { Batch, JobContext, StepJob } from '@lexhop/job-queue';
import { InlineJobQueue } from '@lexhop/job-queue/testing';
import { describe, expect, it } from 'vitest';
import { BuildScene, settings } from './testing/scene.js';
import { buildHandlers, resumeStep } from './drive-build.js';
import { findBuild, retryBuild, startBuild } from './graph-builds.js';
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

describe('the sweep of several builds', () => {
  it('goes on with the others where one can’t be put back', async () => {
    const scene = await BuildScene.open();
    for (const graph of ['older', 'newer']) {
      await scene.importSample(graph);
      await scene.queue.cancel(await startBuild(scene.parts, graph, settings));
    }
    const enqueue = scene.queue.enqueueStep.bind(scene.queue);
    scene.queue.enqueueStep = async (job, batches) => {
      if (job.graph === 'newer') throw new Error('It has too many batches.');
      await enqueue(job, batches);
    };
    expect(await sweep(scene.parts, new AbortController().signal)).toEqual(['older/1']);
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

describe('a job that fails for good', () => {
  it('fails with its own reason where the run has ended while that was to be recorded', async () => {
    const scene = await BuildScene.open();
    await scene.importSample();
    const { builds } = scene.parts.stores;
    const stale = await findBuild(scene.parts, await startBuild(scene.parts, 'default', settings));
    await builds.cancel(stale);
    const find = builds.find.bind(builds);
    builds.find = async () => stale;
    const batch = { name: 'a', kind: 'of no step', from: '', to: 'z' };
    const context = { signal: new AbortController().signal, tries: 1, restAfter: () => undefined };
    const { graph, number, run, step, attempt } = stale;
    const job = { graph, number, run, step, attempt, batch };
    const failed = buildHandlers(scene.parts, new RunCache()).runBatch(job, context);
    await expect(failed).rejects.toThrow('no batches of kind');
    expect(await find(stale)).toMatchObject({ state: 'cancelled', failures: [] });
  });
});

/** A queue that tells what was put on it. */
class SeenQueue extends InlineJobQueue {
  readonly steps: { readonly job: StepJob; readonly batches: readonly Batch[] }[] = [];

  override async enqueueStep(job: StepJob, batches: readonly Batch[]): Promise<void> {
    this.steps.push({ job, batches });
    await super.enqueueStep(job, batches);
  }
}

const aTry = (signal = new AbortController().signal): JobContext => ({ signal, tries: 1, restAfter: () => 1 });

/** Begins the first batch of a build's draft step as a worker would, and is stuck in it: a process that ends then has done no more. */
async function stuckInDraft(
  { parts }: BuildScene,
  { steps }: SeenQueue,
  signal = new AbortController().signal,
): Promise<Batch> {
  const { job, batches } = steps.at(-1) ?? {};
  const [batch] = batches ?? [];
  if (!job || !batch) throw new Error('No batch of the draft step is on the queue.');
  await new Promise<void>((stuck) => {
    const draft = Object.assign(Object.create(parts.stores.draft) as typeof parts.stores.draft, {
      saveDrafts: () => new Promise<never>(() => stuck()),
    });
    const handlers = buildHandlers({ ...parts, stores: { ...parts.stores, draft } }, new RunCache());
    void handlers.runBatch({ ...job, batch }, aTry(signal));
  });
  return batch;
}

async function aBuildToDraft() {
  const queue = new SeenQueue();
  const scene = await BuildScene.open({ queue });
  await scene.importSample();
  const begun = await startBuild(scene.parts, 'default', settings);
  const [compare] = queue.steps;
  if (!compare) throw new Error('No step is on the queue.');
  await buildHandlers(scene.parts, new RunCache()).finishStep(compare.job, aTry());
  return { scene, queue, begun };
}

describe('a batch that workers die in', () => {
  it('fails the build with its name after too many deaths, while it is drafted five, and the build goes on when it is retried', async () => {
    const { scene, queue, begun } = await aBuildToDraft();
    const batch = await stuckInDraft(scene, queue);
    for (let death = 2; death <= 5; death += 1) await stuckInDraft(scene, queue);
    await scene.work();
    await scene.queue.drain();
    const failed = await findBuild(scene.parts, begun);
    expect(failed).toMatchObject({ state: 'failed', failures: [{ batch: batch.name, code: 'batch-deadly' }] });
    expect(failed.failure).toContain(`5 workers died in batch ${batch.name} of step draft`);
    expect(failed.failure).toContain('retry the build');
    await retryBuild(scene.parts, begun);
    await scene.queue.drain();
    expect(await findBuild(scene.parts, begun)).toMatchObject({ state: 'active', failures: [] });
  });

  it('is begun again after one death, and after any number of workers that were told to stop', async () => {
    const { scene, queue, begun } = await aBuildToDraft();
    for (let time = 0; time < 3; time += 1) {
      const stopping = new AbortController();
      await stuckInDraft(scene, queue, stopping.signal);
      stopping.abort();
    }
    await stuckInDraft(scene, queue);
    await scene.work();
    await scene.queue.drain();
    expect(await findBuild(scene.parts, begun)).toMatchObject({ state: 'active', failures: [] });
  });
});
