import { addressSetting, booleanSetting, integerSetting, secret } from '@lexhop/foundation';
import { z } from 'zod';

/** The settings of model files: where they come from and where they lie. */
export const modelFilesSettings = z.object({
  LEXHOP_MODEL_DOWNLOAD_LIMIT_MB: integerSetting(0, 1_000_000)
    .default(3000)
    .describe('Largest model that a build fetches without being asked for it, in MB'),
  HF_ENDPOINT: addressSetting.default('https://huggingface.co').describe('The Hugging Face hub, or a mirror of it'),
  HF_TOKEN: z.string().optional().meta(secret).describe('Key for the hub, where a mirror asks for one'),
  HF_HUB_OFFLINE: booleanSetting.default(false).describe('Set, no model is fetched; what is in the cache is used'),
  HF_HUB_CACHE: z.string().optional().describe('Folder of the Hugging Face cache'),
  HUGGINGFACE_HUB_CACHE: z.string().optional().describe('The same as HF_HUB_CACHE, which comes first'),
  HF_HOME: z.string().optional().describe('Folder whose hub/ is the cache, where the two above are not set'),
  XDG_CACHE_HOME: z
    .string()
    .optional()
    .describe('Folder whose huggingface/hub/ is the cache, where nothing above is set'),
});
export type ModelFilesSettings = Readonly<z.infer<typeof modelFilesSettings>>;
