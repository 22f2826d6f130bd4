import { expect, it } from 'vitest';
import {
  aborted,
  aStep,
  batches,
  closingAfterEach,
  failing,
  Gate,
  HopelessError,
  JobLog,
  LaterError,
  type OpenQueue,
} from './queue-scene.js';

/** What happens to jobs that fail. Called inside a describe. */
export function itTriesAgain(open: OpenQueue): void {
  const opened = closingAfterEach(open);

  it('finishes the step after batches that failed for good', async () => {
    const { queue } = await opened({ tries: 2, firstDelayMilliseconds: 1 });
    const log = new JobLog(failing(['a', 'b', 'c'], () => new Error('The network is down.')));
    await queue.work(log, { concurrency: 3 });
    await queue.enqueueStep(aStep(), batches('a', 'b', 'c'));
    await log.begun('finish embed 1');
    expect(log.names.toSorted()).toEqual(['a', 'a', 'b', 'b', 'c', 'c', 'finish embed 1']);
    expect((await queue.depths()).failed).toBe(3);
  });

  it('fails a job at once when trying again changes nothing', async () => {
    const { queue } = await opened();
    const log = new JobLog(failing(['a'], () => new HopelessError('This article is not one.')));
    await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a', 'b'));
    await log.begun('finish embed 1');
    expect(log.names).toEqual(['a', 'b', 'finish embed 1']);
  });

  it('tries a job again after growing delays, and says how long, and which try is the last', async () => {
    const { queue } = await opened({ tries: 3, firstDelayMilliseconds: 60 });
    const log = new JobLog(failing(['a'], () => new Error('The network is down.')));
    await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a'));
    await log.begun('finish embed 1');
    const tries = log.calls.filter(({ what }) => what === 'a');
    const error = new Error('The network is down.');
    expect(tries.map(({ context }) => [context.tries, context.restAfter(error)])).toEqual([
      [1, 60],
      [2, 120],
      [3, undefined],
    ]);
    const [first, second, third] = tries.map(({ at }) => at);
    // Timers may fire up to a millisecond early.
    expect((second ?? 0) - (first ?? 0)).toBeGreaterThanOrEqual(58);
    expect((third ?? 0) - (second ?? 0)).toBeGreaterThanOrEqual(118);
  });

  it('lets a job rest as long as its error says, and counts no try', async () => {
    const { queue } = await opened({ tries: 2, firstDelayMilliseconds: 1 });
    const log = new JobLog(({ what }) => {
      if (what === 'a' && log.names.filter((name) => name === 'a').length < 4) throw new LaterError(60);
    });
    await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a', 'b'));
    await log.begun('finish embed 1');
    // The next job does not wait for the one that rests.
    expect(log.names).toEqual(['a', 'b', 'a', 'a', 'a', 'finish embed 1']);
    const turns = log.calls.filter(({ what }) => what === 'a');
    for (const { context } of turns) expect([context.tries, context.restAfter(new LaterError(60))]).toEqual([1, 60]);
    expect((turns[3]?.at ?? 0) - (turns[0]?.at ?? 0)).toBeGreaterThanOrEqual(3 * 58);
  });

  it('lets no job rest for less than the first delay', async () => {
    const { queue } = await opened({ tries: 2, firstDelayMilliseconds: 60 });
    const log = new JobLog(({ what }) => {
      if (what === 'a' && log.names.filter((name) => name === 'a').length < 3) throw new LaterError(0);
    });
    await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a'));
    await log.begun('finish embed 1');
    const turns = log.calls.filter(({ what }) => what === 'a');
    expect(turns).toHaveLength(3);
    expect((turns[2]?.at ?? 0) - (turns[0]?.at ?? 0)).toBeGreaterThanOrEqual(2 * 58);
  });

  it('counts rests as tries once a job rests freely no more, and fails it in the end', async () => {
    const { queue } = await opened({ tries: 3, firstDelayMilliseconds: 1, freeRestMilliseconds: 0 });
    const log = new JobLog(failing(['a'], () => new LaterError(60)));
    await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a'));
    await log.begun('finish embed 1');
    const calls = log.calls.filter(({ what }) => what === 'a');
    expect(calls.map(({ context }) => [context.tries, context.restAfter(new LaterError(60))])).toEqual([
      [1, 1],
      [2, 2],
      [3, undefined],
    ]);
    expect((await queue.depths()).failed).toBe(1);
  });

  it('never counts rests until a turn of our own limits, however old the job is', async () => {
    const { queue } = await opened({ tries: 2, firstDelayMilliseconds: 1, freeRestMilliseconds: 0 });
    const log = new JobLog(({ what }) => {
      if (what === 'a' && log.names.filter((name) => name === 'a').length < 5) throw new LaterError(5, true);
    });
    await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a'));
    await log.begun('finish embed 1');
    expect(log.names).toEqual(['a', 'a', 'a', 'a', 'a', 'finish embed 1']);
  });

  it('tries to finish a step again, too', async () => {
    const { queue } = await opened();
    const log = new JobLog((call) => {
      if (call.what.startsWith('finish') && call.context.tries === 1) throw new Error('The store is away.');
    });
    await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a'));
    await log.begun('finish embed 1', 2);
    expect(log.names).toEqual(['a', 'finish embed 1', 'finish embed 1']);
  });
}

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

  it('ends for all who stop it, by the shortest of their deadlines', async () => {
    const { queue } = await opened();
    const log = new JobLog(({ context }) => aborted(context.signal));
    const stop = await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a'));
    await log.begun('a');
    await Promise.all([stop(60_000), stop(20)]);
    expect((await queue.depths()).active).toBe(0);
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
