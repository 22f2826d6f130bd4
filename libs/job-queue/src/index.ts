/** Job queue: carries the steps of builds to workers; BullMQ on Redis or on Postgres. */
export {
  type Batch,
  type BatchJob,
  batchSchema,
  type JobContext,
  type JobHandlers,
  JobQueue,
  type QueueDepths,
  type StepJob,
} from './job-queue.js';
export { AlreadyWorkingError } from './errors.js';
export { restNamedBy, type RetryPolicy } from './retry-policy.js';
export { type JobQueueSettings, jobQueueSettings } from './settings.js';
export { type JobQueueOptions, JobQueueModule, queueNames } from './bullmq/job-queue.module.js';
