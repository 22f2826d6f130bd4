import { integerSetting } from '@lexhop/foundation';
import { z } from 'zod';

/** How graphs are held for retrieval. */
export const retrievalSettings = z.object({
  LEXHOP_RETRIEVAL_MEMORY_MB: integerSetting(64, 1_048_576)
    .default(4096)
    .describe(
      'Most memory, in MiB, that the indexes of all graphs hold together; the least used go first. A graph that needs more is answered from Neo4j, where there is one.',
    ),
});
