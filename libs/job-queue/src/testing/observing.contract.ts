import { expect, it } from 'vitest';
import { JobLog } from './job-log.js';
import { aStep, batches, closingAfterEach, failing, Gate, HopelessError, type OpenQueue } from './queue-scene.js';

/** What the queue says about its jobs. Called inside a describe. */
export function itCanBeObserved(open: OpenQueue): void {
  const opened = closingAfterEach(open);

  it('knows a step with work left from one without, by build, run and step', async () => {
    const { queue, another } = await opened();
    const onlooker = await another();
    expect(await onlooker.hasLiveJob(aStep())).toBe(false);
    await queue.enqueueStep(aStep({ attempt: 2 }), batches('a'));
    expect(await onlooker.hasLiveJob(aStep())).toBe(true);
    for (const other of [{ step: 'draft' }, { graph: 'other' }, { number: 1 }, { run: 2 }] as const) {
      expect(await onlooker.hasLiveJob(aStep(other))).toBe(false);
    }
    const seen: boolean[] = [];
    const log = new JobLog(async () => void seen.push(await onlooker.hasLiveJob(aStep())));
    const stop = await queue.work(log, { concurrency: 1 });
    await log.begun('finish embed 2');
    await stop(10_000);
    expect(seen).toEqual([true, true]);
    expect(await onlooker.hasLiveJob(aStep())).toBe(false);
  });

  it('takes a step that could not be finished for dead', async () => {
    const { queue } = await opened();
    const log = new JobLog(failing(['finish embed 1'], () => new HopelessError('The build is gone.')));
    const stop = await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), []);
    await log.begun('finish embed 1');
    await stop(10_000);
    expect(await queue.hasLiveJob(aStep())).toBe(false);
  });

  it('counts what waits, runs and failed', async () => {
    const { queue } = await opened();
    expect(await queue.depths()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
    await queue.enqueueStep(aStep(), batches('a', 'b'));
    expect(await queue.depths()).toEqual({ waiting: 3, active: 0, delayed: 0, failed: 0 });
    const gate = new Gate();
    const log = new JobLog(async ({ what }) => {
      await gate.passed;
      if (what === 'b') throw new HopelessError('This article is not one.');
    });
    const stop = await queue.work(log, { concurrency: 1 });
    await log.begun('a');
    expect(await queue.depths()).toEqual({ waiting: 2, active: 1, delayed: 0, failed: 0 });
    gate.open();
    await log.begun('finish embed 1');
    await stop(10_000);
    expect(await queue.depths()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 1 });
  });
}
