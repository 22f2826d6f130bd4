import { SettingError } from '@lexhop/foundation';
import type { EngineSettings } from './engine-settings.js';

/** Where graph and jobs are. */
export interface DeploymentShape {
  readonly kind: 'embedded';
  readonly dataDirectory: string;
}

/** The shape that the settings ask for. Jobs on Redis belong to the service shape, whose graph is not embedded: half of it would lose work in silence, so it throws a SettingError. */
export function deploymentShapeOf({ store, queue }: Pick<EngineSettings, 'store' | 'queue'>): DeploymentShape {
  if (queue.REDIS_URL === undefined) return { kind: 'embedded', dataDirectory: store.LEXHOP_DATA_DIR };
  throw new SettingError(
    'REDIS_URL',
    '***',
    'jobs on Redis need a graph store on a server too; leave it unset to keep both in LEXHOP_DATA_DIR',
  );
}
