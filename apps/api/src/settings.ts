import { edgeMatchingSettings } from '@lexhop/edge-matching';
import { embeddingSettings } from '@lexhop/embedding';
import { integerSetting, readSettings, secret } from '@lexhop/foundation';
import { graphBuildSettings } from '@lexhop/graph-build';
import { graphStoreSettings } from '@lexhop/graph-store';
import { jobQueueSettings } from '@lexhop/job-queue';
import { languageModelSettings } from '@lexhop/language-model';
import { retrievalSettings } from '@lexhop/retrieval';
import { z } from 'zod';

/** Where the API listens and whom it answers. */
export const serverSettings = z.object({
  LEXHOP_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on. Anything but a loopback address needs LEXHOP_API_KEYS.'),
  LEXHOP_PORT: integerSetting(0, 65535).default(3210).describe('Port to listen on; 0 takes a free one.'),
  LEXHOP_API_KEYS: z
    .string()
    .optional()
    .meta(secret)
    .describe(
      'Keys as name:role:sha256hex, separated by commas; roles are read and admin. Unset, no key is asked for.',
    ),
  LEXHOP_UPLOAD_LIMIT_MB: integerSetting(1, 4096).default(128).describe('Largest file that may be uploaded, in MiB.'),
});

/** Every slice the API reads, by room, in the order of the settings table. */
export const apiSettingsSlices = {
  server: serverSettings,
  store: graphStoreSettings,
  queue: jobQueueSettings,
  build: graphBuildSettings,
  matching: edgeMatchingSettings,
  languageModel: languageModelSettings,
  embedding: embeddingSettings,
  retrieval: retrievalSettings,
} as const;

type Slices = typeof apiSettingsSlices;
export type ApiSettings = { readonly [Room in keyof Slices]: Readonly<z.infer<Slices[Room]>> };

/** Reads every slice; throws a SettingError that names the first variable that can't work. */
export function readApiSettings(environment: Readonly<Record<string, string | undefined>>): ApiSettings {
  const read = <Room extends keyof Slices>(room: Room) => readSettings(apiSettingsSlices[room], environment);
  return {
    server: read('server'),
    store: read('store'),
    queue: read('queue'),
    build: read('build'),
    matching: read('matching'),
    languageModel: read('languageModel'),
    embedding: read('embedding'),
    retrieval: read('retrieval'),
  };
}
