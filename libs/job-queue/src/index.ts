/** Job queue: carries the steps of builds to workers, by BullMQ on Postgres or on Redis. */
export {
  type Batch,
  type BatchJob,
  type JobContext,
  type JobHandlers,
  JobQueue,
  type QueueDepths,
  type StepJob,
} from './job-queue.js';
export { jobQueueSettings } from './settings.js';
export { JobQueueModule, queueNames } from './bullmq/job-queue.module.js';
