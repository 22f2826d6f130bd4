import { accessSettings } from '@lexhop/access';
import { type EngineSettings, readEngineSettings, workerSettings } from '@lexhop/engine';
import { readSettings } from '@lexhop/foundation';
import { z } from 'zod';

/** Where a worker tells how it is, and whom. */
const workerServerSettings = z.object({ ...workerSettings.shape, ...accessSettings.shape });

export type WorkerSettings = EngineSettings & { readonly server: Readonly<z.infer<typeof workerServerSettings>> };

/** Reads every slice; throws a SettingError that names the first variable that can't work. */
export function readWorkerSettings(environment: Readonly<Record<string, string | undefined>>): WorkerSettings {
  const server = readSettings(workerServerSettings, environment);
  return { server, ...readEngineSettings(environment) };
}
