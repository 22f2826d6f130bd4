import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { JobLog } from '../testing/job-log.js';
import { describeJobQueue } from '../testing/job-queue.contract.js';
import { queueOf, quiet } from '../testing/queue-app.js';
import { aborted, aStep, batches } from '../testing/queue-scene.js';
import { openEmbeddedConnection } from './embedded-connection.js';
import { JobQueueModule } from './job-queue.module.js';
import type { QueueConnection } from './queue-connection.js';

const firstOpenMilliseconds = 90_000;

let place: string;
let shared: QueueConnection;
let opened = 0;

const directoryOf = (name: string) => join(place, name);
const open = async (name: string) => queueOf(await JobQueueModule.embedded({ ...quiet, directory: directoryOf(name) }));

// Making a database takes seconds, so all tests share one: it stays open, and its jobs may be those of another queue.
beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), 'lexhop-queue-'));
  const connection = await openEmbeddedConnection(directoryOf('shared'));
  shared = { ...connection, exclusive: false, close: async () => undefined };
  return async () => {
    await connection.close();
    await rm(place, { recursive: true });
  };
}, firstOpenMilliseconds);

describeJobQueue('BullMQ on an embedded database', async (retry) => {
  const prefix = `test${++opened}`;
  const another = () => queueOf(JobQueueModule.on(shared, { ...quiet, prefix, retry }));
  return { queue: await another(), another };
});

describe('JobQueueModule.embedded', () => {
  it('goes on with what a dead process left running', async () => {
    const dying = await queueOf(JobQueueModule.on(shared, quiet));
    const cut = new JobLog(({ context }) => aborted(context.signal));
    await dying.enqueueStep(aStep(), batches('a', 'b'));
    await dying.work(cut, { concurrency: 1 });
    await cut.begun('a');
    // What a process that is killed now leaves behind.
    await cp(directoryOf('shared'), directoryOf('left'), { recursive: true });
    await dying.close();

    const next = await open('left');
    expect(await next.depths()).toEqual({ waiting: 3, active: 0, delayed: 0, failed: 0 });
    const log = new JobLog();
    await next.work(log, { concurrency: 1 });
    await log.begun('finish embed 1');
    expect(log.names.toSorted()).toEqual(['a', 'b', 'finish embed 1']);
    await next.close();
  });

  it(
    'is empty, and works, once its directory was deleted',
    async () => {
      await rm(directoryOf('left'), { recursive: true, force: true });
      const queue = await open('left');
      expect(await queue.depths()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
      const log = new JobLog();
      await queue.work(log, { concurrency: 1 });
      await queue.enqueueStep(aStep(), batches('a'));
      await log.begun('finish embed 1');
      await queue.close();
    },
    firstOpenMilliseconds,
  );

  it('names the directory that it can not open, and says what to do', async () => {
    await writeFile(directoryOf('file'), '');
    const directory = join(directoryOf('file'), 'queue');
    const opening = JobQueueModule.embedded({ ...quiet, directory });
    await expect(opening).rejects.toMatchObject({ code: 'queue-directory', directory });
    await expect(opening).rejects.toThrow(`The job queue in ${directory} can't be opened: `);
  });
});
