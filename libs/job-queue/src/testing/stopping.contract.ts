import { expect, it } from 'vitest';
import { JobLog } from './job-log.js';
import { aborted, aStep, batches, closingAfterEach, failing, Gate, type OpenQueue } from './queue-scene.js';

/** Cancelling builds and stopping work. Called inside a describe. */
export function itStops(open: OpenQueue): void {
  const opened = closingAfterEach(open);

  it("cancels a build's jobs and no others", async () => {
    const { queue } = await opened();
    await queue.enqueueStep(aStep(), batches('a', 'b'));
    await queue.enqueueStep(aStep({ graph: 'other' }), batches('c'));
    await queue.enqueueStep(aStep({ run: 2 }), batches('d'));
    await queue.cancel(aStep());
    expect(await queue.hasLiveJob(aStep())).toBe(false);
    expect((await queue.depths()).waiting).toBe(4);
    const log = new JobLog();
    await queue.work(log, { concurrency: 1 });
    await log.begun('finish embed 1', 2);
    expect(log.names.toSorted()).toEqual(['c', 'd', 'finish embed 1', 'finish embed 1']);
  });

  it('cancels what rests until its next try', async () => {
    const { queue } = await opened({ tries: 2, firstDelayMilliseconds: 60_000 });
    const log = new JobLog(failing(['a'], () => new Error('The network is down.')));
    const stop = await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a'));
    await log.begun('a');
    await stop(10_000);
    expect(await queue.depths()).toMatchObject({ waiting: 1, delayed: 1 });
    await queue.cancel(aStep());
    expect(await queue.depths()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
  });

  it('aborts the running jobs of a cancelled build, and neither tries them again nor finishes their step', async () => {
    const { queue } = await opened({ tries: 3, firstDelayMilliseconds: 1 });
    const log = new JobLog(({ what, context }) => (what === 'a' ? aborted(context.signal) : undefined));
    await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a', 'b'));
    const call = await log.begun('a');
    await queue.enqueueStep(aStep({ graph: 'other' }), batches('c'));
    await queue.cancel(aStep());
    await log.begun('finish embed 1');
    expect(call.context.signal.aborted).toBe(true);
    expect(log.names).toEqual(['a', 'c', 'finish embed 1']);
    expect(await queue.depths()).toMatchObject({ waiting: 0, delayed: 0 });
  });

  it('stops when the running jobs have ended, and takes no new ones', async () => {
    const { queue, another } = await opened();
    const gate = new Gate();
    const log = new JobLog(() => gate.passed);
    const stop = await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a', 'b'));
    const call = await log.begun('a');
    const stopped = stop(30_000);
    gate.open();
    await stopped;
    expect(call.context.signal.aborted).toBe(false);
    expect(log.names).toEqual(['a']);
    const next = new JobLog();
    await (await another()).work(next, { concurrency: 1 });
    await next.begun('finish embed 1');
    expect(next.names).toEqual(['b', 'finish embed 1']);
  });

  it('hands back what does not end before the deadline, for another worker to run', async () => {
    const { queue, another } = await opened();
    const log = new JobLog(({ context }) => aborted(context.signal));
    const stop = await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a'));
    const call = await log.begun('a');
    await stop(20);
    expect(call.context.signal.aborted).toBe(true);
    expect(await queue.hasLiveJob(aStep())).toBe(true);
    const next = new JobLog();
    await (await another()).work(next, { concurrency: 1 });
    await next.begun('finish embed 1');
    expect(next.names).toEqual(['a', 'finish embed 1']);
    // Nothing failed: the hand-back is not one of its tries.
    expect(next.calls[0]?.context.tries).toBe(1);
  });

  it('works again after it was stopped', async () => {
    const { queue } = await opened();
    const stop = await queue.work(new JobLog(), { concurrency: 1 });
    await stop(1000);
    const log = new JobLog();
    await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a'));
    await log.begun('finish embed 1');
    expect(log.names).toEqual(['a', 'finish embed 1']);
  });

  it('works once at a time', async () => {
    const { queue } = await opened();
    await queue.work(new JobLog(), { concurrency: 1 });
    await expect(queue.work(new JobLog(), { concurrency: 1 })).rejects.toMatchObject({
      code: 'queue-already-working',
    });
  });
}
