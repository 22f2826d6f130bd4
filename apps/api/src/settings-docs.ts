import { workerSettings } from '@lexhop/engine';
import { describeSettings, type SettingLine } from '@lexhop/foundation';
import { apiSettingsSlices } from './settings.js';

/** Every setting of the API and of workers, by room. */
function settingsByRoom(): readonly (readonly [string, readonly SettingLine[]])[] {
  return Object.entries({ ...apiSettingsSlices, worker: workerSettings }).map(([room, slice]) => [
    room,
    describeSettings(slice),
  ]);
}

/** `.env.example`: every variable with its default, commented out. */
export function environmentExample(): string {
  const blocks = settingsByRoom().map(([room, lines]) => {
    const settings = lines.map(
      ({ variable, description, default: value }) => `# ${description}\n#${variable}=${value ?? ''}`,
    );
    return [`## ${room}`, ...settings].join('\n');
  });
  return `# Settings of LexHop, with their defaults. Written by \`npm run settings\`.\n\n${blocks.join('\n\n')}\n`;
}

/** `docs/settings.md`: the same as a table. */
export function settingsPage(): string {
  const rows = settingsByRoom().flatMap(([room, lines]) =>
    lines.map(({ variable, description, default: value }) => {
      const shown = value === undefined || value === '' ? 'not set' : `\`${value}\``;
      return `| \`${variable}\` | ${shown} | ${room} | ${description.replaceAll('|', '\\|')} |`;
    }),
  );
  const head =
    '# Settings\n\nEnvironment variables, written by `npm run settings`. A wrong value stops the start with one line that names it.\n\n';
  return `${head}| variable | default | room | what it does |\n| --- | --- | --- | --- |\n${rows.join('\n')}\n`;
}
