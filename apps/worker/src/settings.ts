import { accessSettings } from '@lexhop/access';
import { type EngineSettings, readEngineSettings, settingNames, workerSettings } from '@lexhop/engine';
import { readSettings, refuseMisspelt } from '@lexhop/foundation';
import { z } from 'zod';

/** Where a worker shows its health, and to whom. */
const workerServerSettings = z.object({ ...workerSettings.shape, ...accessSettings.shape });

export type WorkerSettings = EngineSettings & { readonly server: Readonly<z.infer<typeof workerServerSettings>> };

/** Reads every slice. Throws a SettingError that names the first variable with a wrong value, and an UnknownSettingError for a variable that is almost named like a setting. */
export function readWorkerSettings(environment: Readonly<Record<string, string | undefined>>): WorkerSettings {
  refuseMisspelt(environment, settingNames(workerServerSettings));
  const server = readSettings(workerServerSettings, environment);
  return { server, ...readEngineSettings(environment) };
}
