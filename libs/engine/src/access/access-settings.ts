import { secret } from '@lexhop/foundation';
import { z } from 'zod';

/** Who may come in, wherever an app listens. */
export const accessSettings = z.object({
  LEXHOP_API_KEYS: z
    .string()
    .optional()
    .meta(secret)
    .describe(
      'Keys as name:role:sha256hex, separated by commas; roles are read, build and admin. With none, and none in the books (`lexhop keys add`), no key is asked for.',
    ),
});
