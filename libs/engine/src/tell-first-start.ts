import { hasOwnServer } from '@lexhop/postgres';
import { deploymentOf } from './backends.js';
import type { EngineSettings } from './engine-settings.js';

/**
 * Says what a first start on a data directory waits for, where whoever starts a server reads the address next: on standard output, as a
 * sentence and not as a line of the log. Says nothing of a directory that has a database, and of a database elsewhere.
 */
export async function tellFirstStart(
  settings: Pick<EngineSettings, 'store' | 'neo4j' | 'queue'>,
  output: Pick<NodeJS.WritableStream, 'write'> = process.stdout,
): Promise<void> {
  const { postgres } = deploymentOf(settings);
  if ('url' in postgres || (await hasOwnServer(postgres.dataDirectory))) return;
  output.write(`${postgres.dataDirectory} is new: its database is made first, which takes some seconds …\n`);
}
