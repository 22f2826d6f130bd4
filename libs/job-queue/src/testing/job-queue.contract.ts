import { describe, expect, it } from 'vitest';
import type { Batch } from '../job-queue.js';
import { itStops, itTriesAgain } from './failing-and-stopping.contract.js';
import {
  aStep,
  batches,
  closingAfterEach,
  failing,
  Gate,
  HopelessError,
  JobLog,
  type OpenQueue,
} from './queue-scene.js';

/**
 * What every job queue promises.
 * @param open an empty queue that tries jobs as the policy says.
 */
export function describeJobQueue(name: string, open: OpenQueue): void {
  describe(`${name}, as a job queue`, () => {
    itRunsSteps(open);
    itTriesAgain(open);
    itStops(open);
    itCanBeObserved(open);
  });
}

/** How steps and their batches run. Called inside a describe. */
function itRunsSteps(open: OpenQueue): void {
  const opened = closingAfterEach(open);

  it('runs every batch once, then finishes the step', async () => {
    const { queue } = await opened();
    const log = new JobLog();
    await queue.work(log, { concurrency: 2 });
    await queue.enqueueStep(aStep(), batches('a', 'b', 'c'));
    await log.begun('finish embed 1');
    expect(log.names.toSorted()).toEqual(['a', 'b', 'c', 'finish embed 1']);
    expect(log.names.at(-1)).toBe('finish embed 1');
  });

  it('gives handlers the job as it was enqueued', async () => {
    const { queue } = await opened();
    const log = new JobLog();
    const batch: Batch = { name: 'text: 第一條~x', kind: 'text', from: '', to: 'J0070017:87-1' };
    await queue.enqueueStep(aStep(), [batch]);
    await queue.work(log, { concurrency: 1 });
    const finish = await log.begun('finish embed 1');
    expect(finish.job).toEqual(aStep());
    expect(log.calls[0]?.job).toEqual({ ...aStep(), batch });
    expect(finish.context.tries).toBe(1);
    expect(finish.context.restAfter(new Error('The network is down.'))).toBe(10);
  });

  it('finishes a step without batches', async () => {
    const { queue } = await opened();
    const log = new JobLog();
    await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), []);
    await log.begun('finish embed 1');
    expect(log.names).toEqual(['finish embed 1']);
  });

  it('does nothing when the same step and attempt is enqueued again, whatever became of it', async () => {
    const { queue, another } = await opened();
    await queue.enqueueStep(aStep(), batches('a', 'b'));
    await (await another()).enqueueStep(aStep(), batches('a', 'b'));
    expect((await queue.depths()).waiting).toBe(3);
    const log = new JobLog(async ({ what }) => {
      if (what === 'b') await queue.enqueueStep(aStep(), batches('a', 'b'));
    });
    await queue.work(log, { concurrency: 1 });
    await log.begun('finish embed 1');
    await queue.enqueueStep(aStep(), batches('a', 'b'));
    await queue.enqueueStep(aStep({ step: 'match' }), batches('later'));
    await log.begun('finish match 1');
    expect(log.names).toEqual(['a', 'b', 'finish embed 1', 'later', 'finish match 1']);
  });

  it('runs another attempt of the same step', async () => {
    const { queue } = await opened();
    const log = new JobLog();
    await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a'));
    await log.begun('finish embed 1');
    await queue.enqueueStep(aStep({ attempt: 2 }), batches('a'));
    await log.begun('finish embed 2');
    expect(log.names).toEqual(['a', 'finish embed 1', 'a', 'finish embed 2']);
  });

  it('lets a step enqueue the next one as it finishes', async () => {
    const { queue } = await opened();
    const log = new JobLog(async ({ what }) => {
      if (what === 'finish embed 1') await queue.enqueueStep(aStep({ step: 'match' }), batches('b'));
    });
    await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a'));
    await log.begun('finish match 1');
    expect(log.names).toEqual(['a', 'finish embed 1', 'b', 'finish match 1']);
  });

  it('runs as many batches beside each other as it is told, and no more', async () => {
    const { queue } = await opened();
    const gate = new Gate();
    let running = 0;
    let most = 0;
    const log = new JobLog(async ({ what }) => {
      if (what.startsWith('finish')) return;
      running += 1;
      most = Math.max(most, running);
      if (running === 3) gate.open();
      await gate.passed;
      running -= 1;
    });
    await queue.enqueueStep(aStep(), batches('a', 'b', 'c', 'd', 'e', 'f', 'g'));
    await queue.work(log, { concurrency: 3 });
    await log.begun('finish embed 1');
    expect(most).toBe(3);
    expect(log.calls).toHaveLength(8);
  });
}

/** What the queue says about its jobs. Called inside a describe. */
function itCanBeObserved(open: OpenQueue): void {
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
