import { secret } from '@lexhop/foundation';
import { z } from 'zod';

/** Who may come in, wherever an app listens. */
export const accessSettings = z.object({
  LEXHOP_API_KEYS: z
    .string()
    .optional()
    .meta(secret)
    .describe(
      'Keys as name:role:sha256hex, separated by commas; roles are read and admin. Unset, no key is asked for.',
    ),
});
