import { integerSetting, secret } from '@lexhop/foundation';
import { z } from 'zod';

/** Where jobs are kept and how many run. */
export const jobQueueSettings = z.object({
  REDIS_URL: z
    .url({ protocol: /^rediss?$/, error: 'a URL that begins with redis:// or rediss:// is allowed' })
    .optional()
    .meta(secret)
    .describe(
      'Redis for the jobs, as redis://[user:password@]host:port[/database]. Unset, they are kept in the Postgres of the books.',
    ),
  LEXHOP_QUEUE_CONCURRENCY: integerSetting(1, 64)
    .default(2)
    .describe('Batches that one worker process runs at a time.'),
  LEXHOP_QUEUE_LOCK_MS: integerSetting(1_000, 600_000)
    .default(30_000)
    .describe('Milliseconds without a sign of life after which a job of a dead worker goes to another.'),
});
