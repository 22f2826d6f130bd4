import { integerSetting } from '@lexhop/foundation';
import { z } from 'zod';

/** Where a worker tells its health and its figures. */
export const workerSettings = z.object({
  LEXHOP_WORKER_HOST: z
    .string()
    .default('127.0.0.1')
    .describe(
      'Address on which a worker tells its health and metrics. Anything but a loopback address needs keys: LEXHOP_API_KEYS, or keys in the books.',
    ),
  LEXHOP_WORKER_PORT: integerSetting(0, 65535)
    .default(0)
    .describe(
      'Port for a worker’s health and metrics; 0 takes a free one, so that any number of workers start beside each other.',
    ),
});
