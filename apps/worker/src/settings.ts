import {
  accessSettings,
  deploymentShapeOf,
  type EngineSettings,
  readEngineSettings,
  workerSettings,
} from '@lexhop/engine';
import { readSettings, SettingError } from '@lexhop/foundation';
import { z } from 'zod';

/** Where a worker tells how it is, and whom. */
export const workerServerSettings = z.object({ ...workerSettings.shape, ...accessSettings.shape });

export type WorkerSettings = EngineSettings & { readonly server: Readonly<z.infer<typeof workerServerSettings>> };

/** Reads every slice; throws a SettingError that names the first variable that can't work, and outside the service shape. */
export function readWorkerSettings(environment: Readonly<Record<string, string | undefined>>): WorkerSettings {
  const settings = { server: readSettings(workerServerSettings, environment), ...readEngineSettings(environment) };
  if (deploymentShapeOf(settings).kind === 'service') return settings;
  throw new SettingError(
    'REDIS_URL',
    undefined,
    'a worker needs it, and NEO4J_URI: without them the API has the data directory to itself and works on builds, too',
  );
}
