import { readdir, rename, rm } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { DataDirectoryError } from '../errors/data-directory-error.js';

/**
 * Makes the files of an empty database where there are none. Under another name first, so that a process that is killed
 * in the middle leaves nothing that looks like a database. Throws a DataDirectoryError where there are files of another kind.
 */
export async function makeCluster(directory: string): Promise<void> {
  const files = await filesIn(directory);
  if (files.includes('PG_VERSION')) return;
  if (files.length > 0) throw new DataDirectoryError(directory, `it holds files that are no store: ${files[0]}.`);
  const unfinished = `${directory}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  const postgres = await PGlite.create(unfinished);
  await postgres.close();
  await rm(directory, { recursive: true, force: true });
  await rename(unfinished, directory);
}

async function filesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw thrown;
  }
}
