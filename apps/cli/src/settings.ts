import { secret } from '@lexhop/foundation';
import { postgresSettings } from '@lexhop/postgres';
import { z } from 'zod';

/** Whom the command line speaks to. */
export const cliSettings = z.object({
  ...postgresSettings.shape,
  LEXHOP_URL: z
    .url()
    .optional()
    .describe('Server to speak to; unset, the one that has LEXHOP_DATA_DIR, or one begun for the command.'),
  LEXHOP_API_KEY: z.string().optional().meta(secret).describe('Key to send to a server that asks for one.'),
});
export type CliSettings = Readonly<z.infer<typeof cliSettings>>;
