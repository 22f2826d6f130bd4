import {
  accessSettings,
  assertSafeToListen,
  deploymentShapeOf,
  type EngineSettings,
  parseApiKeys,
  readEngineSettings,
  workerSettings,
} from '@lexhop/engine';
import { readSettings, SettingError } from '@lexhop/foundation';
import { z } from 'zod';

/** Where a worker tells how it is, and whom. */
export const workerServerSettings = z.object({ ...workerSettings.shape, ...accessSettings.shape });

export type WorkerSettings = EngineSettings & { readonly server: Readonly<z.infer<typeof workerServerSettings>> };

/** Reads every slice; throws a SettingError that names the first variable that can't work, outside the service shape, and for an address that others can reach without keys. */
export function readWorkerSettings(environment: Readonly<Record<string, string | undefined>>): WorkerSettings {
  const server = readSettings(workerServerSettings, environment);
  const settings = { server, ...readEngineSettings(environment) };
  assertSafeToListen('LEXHOP_WORKER_HOST', server.LEXHOP_WORKER_HOST, parseApiKeys(server.LEXHOP_API_KEYS).length);
  if (deploymentShapeOf(settings).kind === 'service') return settings;
  throw new SettingError(
    'REDIS_URL',
    undefined,
    'a worker needs it, and NEO4J_URI: without them the API has the data directory to itself and works on builds, too',
  );
}
