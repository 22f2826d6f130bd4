import { z } from 'zod';

/** Where the graph is kept. */
export const graphStoreSettings = z.object({
  LEXHOP_DATA_DIR: z
    .string()
    .default('.lexhop')
    .describe('Directory of the graph and the queue; one process has it at a time.'),
});
