import { execFile } from 'node:child_process';
import { mkdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { findBinaries } from '../own-server/binaries.js';
import { openCluster } from '../own-server/cluster.js';
import { makeDirectory } from '../own-server/data-directory.js';

const run = promisify(execFile);

/** Makes a data directory as an own server's first start would, without its seconds: copied from one that is kept in `node_modules/.cache`. */
export async function emptyDataDirectory(directory: string): Promise<void> {
  await makeDirectory(directory);
  await run('cp', ['-a', await emptyCluster(), join(directory, 'postgres')]);
}

async function emptyCluster(): Promise<string> {
  const binaries = await findBinaries();
  const account = process.getuid?.() === 0 ? 'root' : 'user';
  const cache = resolve('node_modules/.cache/lexhop');
  const folder = join(cache, `postgres-${binaries.version}-${account}`);
  const isMade = await stat(folder).catch(() => undefined);
  if (isMade) return folder;
  await mkdir(cache, { recursive: true });
  await openCluster(folder, binaries, { sync: false });
  return folder;
}
