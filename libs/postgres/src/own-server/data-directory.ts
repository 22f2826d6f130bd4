import { constants } from 'node:fs';
import { access, mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { asError } from '@lexhop/foundation';
import { codeOf, DataDirectoryError } from '../errors.js';

/** Makes a data directory if need be. Throws a DataDirectoryError where it can't be written, or holds what no server of ours can read. */
export async function makeDirectory(path: string): Promise<void> {
  try {
    await makeFolder(path);
    await access(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (thrown) {
    throw new DataDirectoryError(path, asError(thrown).message, { cause: thrown });
  }
  const earlier = await stat(join(path, 'graph', 'PG_VERSION')).catch(() => undefined);
  if (earlier) {
    const reason = `${join(path, 'graph')} is of an earlier LexHop, whose graphs can't be read any more. Move it and ${join(path, 'queue')} away, or set LEXHOP_DATA_DIR to another directory; then build again.`;
    throw new DataDirectoryError(path, reason);
  }
}

/** Step by step: Node's own recursion never ends where a file system refuses a folder as if its parent were missing, as /proc does. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (thrown) {
    const code = codeOf(thrown);
    if (code === 'EEXIST' && (await stat(path)).isDirectory()) return;
    if (code !== 'ENOENT' || dirname(path) === path) throw thrown;
    await makeFolder(dirname(path));
    await mkdir(path, { mode: 0o700 });
  }
}
