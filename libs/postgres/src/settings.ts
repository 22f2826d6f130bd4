import { secret } from '@lexhop/foundation';
import { z } from 'zod';

/** Which Postgres the books and the queue stand on. */
export const postgresSettings = z.object({
  LEXHOP_DATA_DIR: z
    .string()
    .default('.lexhop')
    .describe(
      'Directory of LexHop’s own Postgres, which all processes on it share, and of the retrieval indexes of active builds. Where DATABASE_URL is set only indexes are there, which are made again from the books where they are lost.',
    ),
  DATABASE_URL: z
    .url({ protocol: /^postgres(?:ql)?$/, error: 'a URL that begins with postgres:// is allowed' })
    .optional()
    .meta(secret)
    .describe(
      'A Postgres of yours (15 or later) for the books and the queue, as postgres://user:password@host:port/database. Unset, LexHop starts its own.',
    ),
});
