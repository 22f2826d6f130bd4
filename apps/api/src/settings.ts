import { z } from 'zod';
import { accessSettings } from '@lexhop/access';
import {
  type EngineSettings,
  engineSettingsSlices,
  readEngineSettings,
  settingNames,
  workerSettings,
} from '@lexhop/engine';
import {
  booleanSetting,
  describeSettings,
  integerSetting,
  readSettings,
  refuseMisspelt,
  type SettingLine,
} from '@lexhop/foundation';
import { boundSettings } from '@lexhop/http';

/** Injection token of the ApiSettings. */
export const settingsToken = Symbol('settings');

/** Where the API listens, and whom it answers. */
const serverSettings = z.object({
  LEXHOP_HOST: z
    .string()
    .default('127.0.0.1')
    .describe(
      'Address to listen on. Anything but a loopback address needs keys: LEXHOP_API_KEYS, or keys in the books.',
    ),
  LEXHOP_PORT: integerSetting(0, 65535).default(3210).describe('Port to listen on; 0 takes a free one.'),
  ...accessSettings.shape,
  ...boundSettings.shape,
  LEXHOP_API_WORKS_ON_BUILDS: booleanSetting
    .default(true)
    .describe('Whether the API also works on builds; false leaves them to workers.'),
});

/** Every slice that the API reads, by room, in the order of the settings table. */
const apiSettingsSlices = { server: serverSettings, ...engineSettingsSlices } as const;

export type ApiSettings = EngineSettings & { readonly server: Readonly<z.infer<typeof serverSettings>> };

/** Reads every slice. Throws a SettingError that names the first variable with a wrong value, and an UnknownSettingError for a variable that is almost named like a setting. */
export function readApiSettings(environment: Readonly<Record<string, string | undefined>>): ApiSettings {
  refuseMisspelt(environment, settingNames(apiSettingsSlices.server));
  return { server: readSettings(serverSettings, environment), ...readEngineSettings(environment) };
}

/** Every setting of the API and of workers, by the part that reads it. */
function settingsByPart(): readonly (readonly [string, readonly SettingLine[]])[] {
  return Object.entries({ ...apiSettingsSlices, worker: workerSettings }).map(([part, slice]) => [
    part,
    describeSettings(slice),
  ]);
}

/** `.env.example`: every variable with its default, commented out. */
export function environmentExample(): string {
  const blocks = settingsByPart().map(([part, lines]) => {
    const settings = lines.map(
      ({ variable, description, default: value }) => `# ${description}\n#${variable}=${value ?? ''}`,
    );
    return [`## ${part}`, ...settings].join('\n');
  });
  return `# Settings of LexHop, with their defaults. Written by \`npm run settings\`.\n\n${blocks.join('\n\n')}\n`;
}

/** `docs/settings.md`: the same as a table. */
export function settingsPage(): string {
  const rows = settingsByPart().flatMap(([part, lines]) =>
    lines.map(({ variable, description, default: value }) => {
      const shown = value === undefined || value === '' ? 'not set' : `\`${value}\``;
      return `| \`${variable}\` | ${shown} | ${part} | ${description.replaceAll('|', '\\|')} |`;
    }),
  );
  const head =
    '# Settings\n\nSettings are environment variables. A wrong value stops the start, with one line that names it. `npm run settings` writes this page.\n\n';
  return `${head}| variable | default | part | what it does |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}
