/** What tests of other rooms need of the job queue: one that runs jobs inline. */
export { InlineJobQueue } from './testing/inline-job-queue.js';
