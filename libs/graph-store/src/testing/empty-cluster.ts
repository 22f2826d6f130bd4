import { cp, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { makeCluster } from '../pglite/make-cluster.js';

/**
 * Puts the files of an empty database at a directory, as the store's first start would: copied, once they were made
 * (seconds), from `node_modules/.cache`.
 */
export async function copyEmptyCluster(directory: string): Promise<void> {
  const made = await emptyCluster();
  await mkdir(dirname(directory), { recursive: true });
  await cp(made, directory, { recursive: true });
}

async function emptyCluster(): Promise<string> {
  const cache = resolve('node_modules/.cache/lexhop');
  const cluster = join(cache, `empty-cluster-${await pgliteVersion()}`);
  if (await exists(cluster)) return cluster;
  await mkdir(cache, { recursive: true });
  const own = await mkdtemp(join(cache, 'making-'));
  await makeCluster(join(own, 'cluster'));
  try {
    await rename(join(own, 'cluster'), cluster);
  } catch (thrown) {
    // Another process was first.
    if (!(await exists(cluster))) throw thrown;
  } finally {
    await rm(own, { recursive: true });
  }
  return cluster;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function pgliteVersion(): Promise<string> {
  const main = createRequire(import.meta.url).resolve('@electric-sql/pglite');
  const { version } = JSON.parse(await readFile(join(dirname(dirname(main)), 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
}
