/** Job queue: carries the steps of builds to workers; BullMQ on Redis or on an embedded Postgres. */
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
export { AlreadyWorkingError } from './errors/already-working-error.js';
export { restNamedBy, type RetryPolicy } from './retry-policy.js';
export { type JobQueueSettings, jobQueueSettings } from './settings.js';
export { type JobQueueOptions, JobQueueModule, queueNames } from './bullmq/job-queue.module.js';
export { QueueDirectoryError } from './errors/queue-directory-error.js';
