import { booleanSetting, integerSetting } from '@lexhop/foundation';
import { z } from 'zod';

/** How builds are made. */
export const graphBuildSettings = z.object({
  LEXHOP_ACTIVATE_WITHOUT_FAILED: booleanSetting
    .default(false)
    .describe(
      'Activate a build though some articles could not be drafted, naming them in its report, instead of stopping.',
    ),
  LEXHOP_SWEEP_SECONDS: integerSetting(1, 3600)
    .default(30)
    .describe('How often running builds without a live job are put back on the queue.'),
});
