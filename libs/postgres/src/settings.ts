import { secret } from '@lexhop/foundation';
import { z } from 'zod';

/** Which Postgres the books and the queue stand on. */
export const postgresSettings = z.object({
  LEXHOP_DATA_DIR: z
    .string()
    .default('.lexhop')
    .describe(
      'Directory of LexHop’s own Postgres, which all processes on it share. Nothing is there where DATABASE_URL is set.',
    ),
  DATABASE_URL: z
    .url({ protocol: /^postgres(?:ql)?$/, error: 'a URL that begins with postgres:// is allowed' })
    .optional()
    .meta(secret)
    .describe(
      'A Postgres of yours (15 or later) for the books and the queue, as postgres://user:password@host:port/database. Unset, LexHop starts its own.',
    ),
});
