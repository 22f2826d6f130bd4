/** Job queue: carries the steps of builds to workers; BullMQ on Redis or on Postgres. */
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
