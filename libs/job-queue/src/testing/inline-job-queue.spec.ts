import { describe, expect, it } from 'vitest';
import { InlineJobQueue } from './inline-job-queue.js';
import { JobLog } from './queue-scene.js';
import { describeJobQueue } from './job-queue.contract.js';

describeJobQueue('InlineJobQueue', async (retry) => {
  const queue = new InlineJobQueue(retry);
  return { queue, another: async () => queue.another() };
});

describe('InlineJobQueue', () => {
  const step = { graph: 'default', number: 1, run: 1, step: 'embed', attempt: 1 } as const;
  const batch = { name: 'a', kind: 'text', from: '', to: 'a' };

  it('is drained when nothing waits, runs or is delayed', async () => {
    const queue = new InlineJobQueue();
    await queue.drain();
    const log = new JobLog(async ({ what, context }) => {
      if (what === 'a' && context.tries === 1) throw new Error('The network is down.');
      if (what === 'finish embed 1') await queue.enqueueStep({ ...step, step: 'match' }, [batch]);
    });
    await queue.work(log, { concurrency: 4 });
    await queue.enqueueStep(step, [batch]);
    await queue.drain();
    expect(log.names).toEqual(['a', 'a', 'finish embed 1', 'a', 'a', 'finish match 1']);
  });
});
