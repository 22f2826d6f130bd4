import { homedir } from 'node:os';
import path from 'node:path';

/** The variables that say where the Hugging Face cache is, the first that is set deciding. */
export interface CacheVariables {
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
