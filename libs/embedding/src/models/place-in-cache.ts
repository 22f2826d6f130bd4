import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { snapshotPath } from './cache-folder.js';

/** Where the cache keeps a file's bytes: under the hub's own name of them. */
export function blobPath(repository: string, name: string): string {
  return path.join(repository, 'blobs', name);
}

/** Lets a snapshot's path point to a blob; in one step, replacing what was there. A copy where links are not allowed. */
export async function linkIntoSnapshot(
  repository: string,
  snapshot: string,
  { file, blob }: { file: string; blob: string },
): Promise<void> {
  const place = snapshotPath(repository, snapshot, file);
  await mkdir(path.dirname(place), { recursive: true });
  const draft = `${place}.${randomUUID()}`;
  await symlink(path.relative(path.dirname(place), blob), draft).catch(async (thrown: unknown) => {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM')) throw thrown;
    await copyFile(blob, draft);
  });
  await rename(draft, place);
}

/** Writes which commit a branch of the repository is at. */
export async function writeReference(repository: string, branch: string, commit: string): Promise<void> {
  const file = path.join(repository, 'refs', branch);
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, commit);
  await rename(draft, file);
}
