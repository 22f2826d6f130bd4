import { addressSetting, integerSetting, secret } from '@lexhop/foundation';
import { z } from 'zod';

/** The settings of Gemini that every model of it shares. Of the two keys the first that is set counts. */
export const geminiSettings = z.object({
  GEMINI_API_KEY: z.string().optional().meta(secret).describe('Key for Gemini'),
  GOOGLE_API_KEY: z.string().optional().meta(secret).describe('The same as GEMINI_API_KEY, which comes first'),
  LEXHOP_GEMINI_BASE_URL: addressSetting
    .optional()
    .describe('Another address of the Gemini API, of a proxy for instance; drafting and embedding go there'),
});

/** The most requests a minute to a provider; no limit when not set. */
export const requestsPerMinuteSetting = integerSetting(1, 1_000_000).optional();

/** The most tokens a minute to a provider; no limit when not set. */
export const tokensPerMinuteSetting = integerSetting(1, 1_000_000_000).optional();
