import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Logger } from '@lexhop/foundation';
import { serverAt } from '@lexhop/postgres';
import { freshDatabase, type FreshDatabase } from '@lexhop/postgres/testing';
import { describeRateLimiter } from '@lexhop/rate-limit/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aStep, batches, Gate, JobLog, queueOf, quiet } from '../testing/queue-scene.js';
import { describeJobQueue } from '../testing/job-queue.contract.js';
import { JobQueueModule } from './job-queue.module.js';
import { PostgresRateLimiter } from './postgres-rate-limiter.js';

const workUntilKilled = fileURLToPath(new URL('../testing/work-until-killed.main.ts', import.meta.url));

let fresh: FreshDatabase;
let opened = 0;

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

const open = async (prefix: string) =>
  queueOf(await JobQueueModule.postgres({ ...quiet, server: serverAt(fresh.url), prefix }));

describeJobQueue('BullMQ on Postgres', async (retry) => {
  const prefix = `test${++opened}`;
  const another = async () =>
    queueOf(await JobQueueModule.postgres({ ...quiet, server: serverAt(fresh.url), prefix, retry }));
  return { queue: await another(), another };
});

describeRateLimiter('PostgresRateLimiter', async () => {
  const limiter = await PostgresRateLimiter.on(fresh.database);
  await fresh.database.run('TRUNCATE public.rate_channel');
  return { limiter, close: async () => {} };
});

describe('PostgresRateLimiter', () => {
  it('goes on where it was after the process was started again', async () => {
    const demand = { channel: 'fake/model', limits: { requestsPerMinute: 6 }, requests: 1, tokens: 0 };
    await (await PostgresRateLimiter.on(fresh.database)).reserve(demand, 0);
    const next = await PostgresRateLimiter.on(fresh.database);
    expect(await next.reserve(demand, 0)).toMatchObject({ granted: false });
  });
});

describe('JobQueueModule.postgres', () => {
  it('rejects where it may not make the queue', async () => {
    const { database, url, close } = await freshDatabase();
    const role = `reader_${process.pid}`;
    await database.run(`CREATE ROLE ${role} LOGIN PASSWORD 'reads'`);
    const asReader = Object.assign(new URL(url), { username: role, password: 'reads' }).href;
    await expect(JobQueueModule.postgres({ ...quiet, server: serverAt(asReader) })).rejects.toThrow(
      'permission denied',
    );
    await database.run(`DROP ROLE ${role}`);
    await close();
  });

  it('goes on at once with what a process left running that was killed', async () => {
    const env = { ...process.env, TSX_TSCONFIG_PATH: 'tsconfig.source.json' };
    const execArgv = ['--conditions=@lexhop/source', '--import', 'tsx'];
    const killed = fork(workUntilKilled, [fresh.url, 'killed'], { execArgv, env });
    await once(killed, 'message');
    const ended = once(killed, 'exit');
    killed.kill('SIGKILL');
    await ended;
    const next = await open('killed');
    expect(await next.depths()).toEqual({ waiting: 3, active: 0, delayed: 0, failed: 0 });
    const log = new JobLog();
    await next.work(log, { concurrency: 1 });
    await log.begun('finish embed 1');
    expect(log.names.toSorted()).toEqual(['a', 'b', 'finish embed 1']);
    await next.close();
  });

  it('leaves alone what another process runs', async () => {
    const one = await open('shared');
    const gate = new Gate();
    const log = new JobLog(() => gate.passed);
    await one.work(log, { concurrency: 1 });
    await one.enqueueStep(aStep(), batches('a'));
    await log.begun('a');
    const other = await open('shared');
    expect(await other.depths()).toMatchObject({ active: 1 });
    gate.open();
    await log.begun('finish embed 1');
    expect(log.names).toEqual(['a', 'finish embed 1']);
    await one.close();
    await other.close();
  });

  it('sets a queue aside that can not be read, says so, and makes it anew', async () => {
    const before = await open('damaged');
    await before.enqueueStep(aStep(), batches('a'));
    await before.close();
    await fresh.database.run('ALTER TABLE bullmq.job DROP COLUMN state CASCADE');
    const said: string[] = [];
    class Listening extends Logger {
      override info(): void {}
      override error(): void {}
      override warn(sentence: string): void {
        said.push(sentence);
      }
    }
    const server = serverAt(fresh.url);
    const queue = await queueOf(await JobQueueModule.postgres({ logger: new Listening(), server, prefix: 'damaged' }));
    expect(await queue.depths()).toEqual({ waiting: 0, active: 0, delayed: 0, failed: 0 });
    const log = new JobLog();
    await queue.work(log, { concurrency: 1 });
    await queue.enqueueStep(aStep(), batches('a'));
    await log.begun('finish embed 1');
    expect(said).toEqual([expect.stringMatching(/can't be read and is made anew.*schema bullmq_set_aside_/)]);
    await queue.close();
  });

  it('says which server does not answer', async () => {
    const server = serverAt('postgres://user:password@127.0.0.1:1/lexhop');
    const opening = JobQueueModule.postgres({ ...quiet, server });
    await expect(opening).rejects.toThrow('The database at 127.0.0.1:1/lexhop does not answer: ');
  });
});
