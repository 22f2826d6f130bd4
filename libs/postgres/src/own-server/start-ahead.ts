import { readSettings } from '@lexhop/foundation';
import { postgresSettings } from '../settings.js';
import { hasOwnServer } from './cluster.js';
import { OwnServer } from './own-server.js';

/** An own server that is being opened. */
export type OpeningServer = Promise<OwnServer | undefined>;

/**
 * Begins to open the own server that the environment asks for, before the rest of a program is loaded: PostgreSQL starts while the code loads.
 * Resolves as soon as PostgreSQL has been started, with the opening, which rejects as OwnServer.open does. Nothing is started where the books are
 * elsewhere, or where the data directory is new, because nothing is made before all settings are known to be right.
 */
export function startAhead(
  environment: Readonly<Record<string, string | undefined>>,
  service: string,
): Promise<{ readonly opening: OpeningServer }> {
  return new Promise((resolve) => {
    const opening = openOwn(environment, { service, whenBegun: () => resolve({ opening }) });
    const settled = () => resolve({ opening });
    opening.then(settled, settled);
  });
}

async function openOwn(
  environment: Readonly<Record<string, string | undefined>>,
  options: { readonly service: string; readonly whenBegun: () => void },
): OpeningServer {
  const { DATABASE_URL, LEXHOP_DATA_DIR: dataDirectory } = readSettings(postgresSettings, environment);
  if (DATABASE_URL !== undefined || !(await hasOwnServer(dataDirectory))) return undefined;
  return OwnServer.open({ dataDirectory, ...options });
}
