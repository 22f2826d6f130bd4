import { serverAt } from '@lexhop/postgres';
import { JobQueueModule } from '../bullmq/job-queue.module.js';
import { aStep, batches, JobLog, queueOf, quiet } from './queue-scene.js';

/** A process that begins the first of two batches of a queue in the database of a URL, says so, and never ends it. */
const [url = '', prefix = ''] = process.argv.slice(2);
const queue = await queueOf(await JobQueueModule.postgres({ ...quiet, server: serverAt(url), prefix }));
const log = new JobLog(() => new Promise(() => {}));
await queue.enqueueStep(aStep(), batches('a', 'b'));
await queue.work(log, { concurrency: 1 });
await log.begun('a');
process.send?.('begun');
