/** What tests of other rooms need of the job queue: one that runs jobs inline, and the suite that every queue passes. */
export { InlineJobQueue } from './testing/inline-job-queue.js';
export { type JobCall, JobLog } from './testing/job-log.js';
export { describeJobQueue } from './testing/job-queue.contract.js';
export { type OpenJobQueue } from './testing/queue-scene.js';
