import { SilentLogger } from '@lexhop/foundation';
import { Test } from '@nestjs/testing';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { JobQueue } from '../job-queue.js';
import { describeJobQueue } from '../testing/job-queue.contract.js';
import { openEmbeddedConnection } from './embedded-connection.js';
import { JobQueueModule } from './job-queue.module.js';
import type { QueueConnection } from './queue-connection.js';

let directory: string;
let connection: QueueConnection;
let opened = 0;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lexhop-queue-'));
  connection = await openEmbeddedConnection(directory);
});

afterAll(async () => {
  await connection.close();
  await rm(directory, { recursive: true });
});

describeJobQueue('BullMQ on an embedded database', async (retry) => {
  const prefix = `test${++opened}`;
  // The database is one for all tests of this file; it stays open, and its jobs may be those of another queue.
  const shared = { ...connection, exclusive: false, close: async () => undefined };
  const another = async () => {
    const module = JobQueueModule.on(shared, { prefix, retry, logger: new SilentLogger() });
    const app = await Test.createTestingModule({ imports: [module] }).compile();
    await app.init();
    return app.get(JobQueue);
  };
  return { queue: await another(), another };
});
