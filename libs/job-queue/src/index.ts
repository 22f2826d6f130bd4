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
