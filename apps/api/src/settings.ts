import { accessSettings, type EngineSettings, engineSettingsSlices, readEngineSettings } from '@lexhop/engine';
import { booleanSetting, integerSetting, readSettings } from '@lexhop/foundation';
import { z } from 'zod';

/** Injection token of the ApiSettings. */
export const settingsToken = Symbol('settings');

/** Where the API listens and whom it answers. */
export const serverSettings = z.object({
  LEXHOP_HOST: z
    .string()
    .default('127.0.0.1')
    .describe('Address to listen on. Anything but a loopback address needs LEXHOP_API_KEYS.'),
  LEXHOP_PORT: integerSetting(0, 65535).default(3210).describe('Port to listen on; 0 takes a free one.'),
  ...accessSettings.shape,
  LEXHOP_UPLOAD_LIMIT_MB: integerSetting(1, 4096).default(128).describe('Largest file that may be uploaded, in MiB.'),
  LEXHOP_API_WORKS_ON_BUILDS: booleanSetting
    .default(true)
    .describe('Whether the API works on builds, too; false leaves them to workers.'),
});

/** Every slice the API reads, by room, in the order of the settings table. */
export const apiSettingsSlices = { server: serverSettings, ...engineSettingsSlices } as const;

export type ApiSettings = EngineSettings & { readonly server: Readonly<z.infer<typeof serverSettings>> };

/** Reads every slice; throws a SettingError that names the first variable that can't work. */
export function readApiSettings(environment: Readonly<Record<string, string | undefined>>): ApiSettings {
  return { server: readSettings(serverSettings, environment), ...readEngineSettings(environment) };
}
