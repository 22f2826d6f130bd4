import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, rename, symlink, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { codeOf } from '@lexhop/foundation';

/** The variables that say where the Hugging Face cache is. The first that is set decides. */
interface CacheVariables {
  readonly HF_HUB_CACHE?: string | undefined;
  readonly HUGGINGFACE_HUB_CACHE?: string | undefined;
  readonly HF_HOME?: string | undefined;
  readonly XDG_CACHE_HOME?: string | undefined;
}

/** The folder of the Hugging Face cache that every other program uses too. */
export function cacheFolder(variables: CacheVariables): string {
  const { HF_HUB_CACHE, HUGGINGFACE_HUB_CACHE, HF_HOME, XDG_CACHE_HOME } = variables;
  const given = HF_HUB_CACHE ?? HUGGINGFACE_HUB_CACHE;
  if (given !== undefined) return path.resolve(given);
  if (HF_HOME !== undefined) return path.resolve(HF_HOME, 'hub');
  return path.resolve(XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'huggingface', 'hub');
}

/** The cache's folder of one repository. */
export function repositoryFolder(cache: string, repository: string): string {
  return path.join(cache, `models--${repository.replaceAll('/', '--')}`);
}

/** Where a file of a repository lies at one commit. */
export function snapshotPath(repository: string, commit: string, file: string): string {
  return path.join(repository, 'snapshots', commit, ...file.split('/'));
}

/** Where the cache keeps a file's bytes: under the hub's own name of them. */
export function blobPath(repository: string, name: string): string {
  return path.join(repository, 'blobs', name);
}

/** Links a file of a snapshot to its blob; in one step, replacing what was there. Makes a copy where links are not allowed. */
export async function linkIntoSnapshot(
  repository: string,
  snapshot: string,
  { file, blob }: { file: string; blob: string },
): Promise<void> {
  const place = snapshotPath(repository, snapshot, file);
  await mkdir(path.dirname(place), { recursive: true });
  const draft = `${place}.${randomUUID()}`;
  await symlink(path.relative(path.dirname(place), blob), draft).catch(async (thrown: unknown) => {
    if (codeOf(thrown) !== 'EPERM') throw thrown;
    await copyFile(blob, draft);
  });
  await rename(draft, place);
}

/** Writes which commit a branch of the repository is at. */
export async function writeReference(repository: string, branch: string, commit: string): Promise<void> {
  await replaceFile(path.join(repository, 'refs', branch), commit);
}

/** Writes a file, and the folders above it; in one step, replacing what was there. */
export async function replaceFile(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, content);
  await rename(draft, file);
}

/** Undefined where a file or folder does not exist. Any other error is thrown on. */
export function orAbsent(thrown: unknown): undefined {
  const code = codeOf(thrown);
  if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
  throw thrown;
}
