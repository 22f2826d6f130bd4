import type { BuildStep } from '@lexhop/graph-model';
import { graphStoresOfTest } from '@lexhop/graph-store/testing';
import type { BatchJob, JobContext, JobHandlers } from '@lexhop/job-queue';
import { describe, expect, it } from 'vitest';
import { settings } from './testing/scene.js';
import { CancelWatch } from './cancel-watch.js';
import { RunCache } from './run-cache.js';

const batch = { name: 'one', kind: 'nodes', from: '', to: 'z' };
const context: JobContext = { signal: new AbortController().signal, tries: 1, restAfter: () => 1 };
const step: BuildStep = 'embed';

/** Handlers whose batches end when they are called off, and never otherwise. */
const endless: JobHandlers = {
  runBatch: (_job, { signal }) => {
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }));
  },
  finishStep: async () => {},
};

async function aBatchThatRuns() {
  const { builds } = await graphStoresOfTest();
  const build = await builds.begin('default', { settings, draftedBy: [] });
  const watch = new CancelWatch(builds, new RunCache());
  const job: BatchJob = { graph: 'default', number: build.number, run: build.run, step, attempt: 1, batch };
  const running = watch.over(endless).runBatch(job, context);
  return { builds, job, watch, running };
}

describe('a job whose build was cancelled by another process', () => {
  it('is called off', async () => {
    const { builds, job, watch, running } = await aBatchThatRuns();
    await builds.cancel(job);
    await watch.look();
    await expect(running).rejects.toThrow('Run 1 of build default/1 is over.');
  });

  it('goes on as long as it was not', async () => {
    const { builds, job, watch, running } = await aBatchThatRuns();
    await watch.look();
    const first = await Promise.race([running, Promise.resolve('runs')]);
    expect(first).toBe('runs');
    await builds.cancel(job);
    await watch.look();
    await expect(running).rejects.toThrow('is over');
  });
});
