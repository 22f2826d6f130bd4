import { hasOwnServer } from '@lexhop/postgres';
import { deploymentOf } from './backends.js';
import type { EngineSettings } from './engine-settings.js';

/**
 * Says, on a first start on a data directory, what the start waits for. It is a sentence on standard output and not a line of the log, since
 * the address of the server comes there next. Says nothing where the directory has a database already, or the database is elsewhere.
 */
export async function tellFirstStart(
  settings: Pick<EngineSettings, 'store' | 'neo4j' | 'queue'>,
  output: Pick<NodeJS.WritableStream, 'write'> = process.stdout,
): Promise<void> {
  const { postgres } = deploymentOf(settings);
  if ('url' in postgres || (await hasOwnServer(postgres.dataDirectory))) return;
  output.write(`${postgres.dataDirectory} is new: its database is made first, which takes some seconds …\n`);
}
