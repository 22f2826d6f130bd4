import { SilentLogger } from '@lexhop/foundation';
import { Test } from '@nestjs/testing';
import type { DynamicModule } from '@nestjs/common';
import { JobQueue } from '../job-queue.js';

/** The queue that a module provides, in a Nest application of its own, which is closed with the queue. */
export async function queueOf(module: DynamicModule): Promise<JobQueue> {
  const application = await Test.createTestingModule({ imports: [module] }).compile();
  await application.init();
  return application.get(JobQueue);
}

/** Options of a module that logs nothing. */
export const quiet = { logger: new SilentLogger() };
