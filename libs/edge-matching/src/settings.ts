import { integerSetting } from '@lexhop/foundation';
import { z } from 'zod';

const scoreError = 'a number from 0 to 1 is allowed';
const factorError = 'a number above 0, at most 1000, is allowed';

/** Which matches become question edges, where a build does not say otherwise. */
export const edgeMatchingSettings = z.object({
  LEXHOP_MATCH_MINIMUM_SCORE: z.coerce
    .number({ error: scoreError })
    .min(0, { error: scoreError })
    .max(1, { error: scoreError })
    .default(0)
    .describe('Matches below this score, from 0 to 1, make no question edge.'),
  LEXHOP_MATCH_EDGES_PER_ARTICLE: integerSetting(1, 10_000)
    .optional()
    .describe('Most question edges that may leave one article (or paragraph); no limit when not set.'),
  LEXHOP_MATCH_CAP_FACTOR: z.coerce
    .number({ error: factorError })
    .gt(0, { error: factorError })
    .max(1000, { error: factorError })
    .default(1)
    .describe('The most question edges of a graph of n nodes, as a multiple of n·ln n.'),
});
