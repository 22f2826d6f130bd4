import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { orAbsent, repositoryFolder, snapshotPath } from './cache-layout.js';
import { digestInCache, sha256OfFile } from './file-digests.js';
import { isCommit, type ModelEntry, type ModelFile } from './model-entry.js';
import { expectedOf, pinKey, type Pins, readPins } from './pins.js';

/** A file of a model on this machine. */
export interface LocatedFile {
  readonly file: ModelFile;
  /** In the snapshot folder: a graph's companions lie beside it. */
  readonly path: string;
  readonly bytes: number;
  /** As the cache names it, where it does so by the digest; else as it was read. */
  readonly sha256: string;
  /** The name of its snapshot: a commit, or where else the file came from. */
  readonly snapshot: string;
}

/** What is on this machine of a model. */
interface Located {
  readonly files: readonly LocatedFile[];
  /** One sentence for each file that is missing or is not what it must be; none where the model is whole here. */
  readonly reasons: readonly string[];
}

/** Looks for a model's files in the cache, in whatever snapshot they lie whole. Makes no request. */
export async function locateModel(entry: ModelEntry, cache: string): Promise<Located> {
  const pins = await readPins(cache);
  const repositories = [...new Set(entry.files.map(({ repository }) => repository))];
  const located = await Promise.all(
    repositories.map((repository) => {
      const files = entry.files.filter((file) => file.repository === repository);
      return locateInRepository(files, { folder: repositoryFolder(cache, repository), pins });
    }),
  );
  return {
    files: located.flatMap(({ files }) => files),
    reasons: located.flatMap(({ reasons }) => reasons),
  };
}

async function locateInRepository(
  files: readonly ModelFile[],
  { folder, pins }: { readonly folder: string; readonly pins: Pins },
): Promise<Located> {
  let nearest: Located | undefined;
  for (const snapshot of await snapshots(folder, files, pins)) {
    const found = await locateInSnapshot(files, { folder, pins, snapshot });
    if (found.reasons.length === 0) return found;
    if (!nearest || found.reasons.length < nearest.reasons.length) nearest = found;
  }
  return nearest ?? { files: [], reasons: files.map((file) => `${pinKey(file)} is not in the cache.`) };
}

async function locateInSnapshot(
  files: readonly ModelFile[],
  place: { readonly folder: string; readonly pins: Pins; readonly snapshot: string },
): Promise<Located> {
  const located: LocatedFile[] = [];
  const reasons: string[] = [];
  for (const file of files) {
    const found = await locateFile(file, place);
    if (typeof found === 'string') reasons.push(found);
    else located.push(found);
  }
  return { files: located, reasons };
}

async function locateFile(
  file: ModelFile,
  { folder, pins, snapshot }: { readonly folder: string; readonly pins: Pins; readonly snapshot: string },
): Promise<LocatedFile | string> {
  const place = snapshotPath(folder, snapshot, file.path);
  const bytes = (await stat(place).catch(orAbsent))?.size;
  if (bytes === undefined) return `${pinKey(file)} is not in the cache.`;
  const expected = expectedOf(file, pins);
  if (bytes !== (expected.bytes ?? bytes)) return `${place} has ${bytes} bytes instead of ${expected.bytes}.`;
  const sha256 = await digestInCache(place);
  if (sha256 !== (expected.sha256 ?? sha256))
    return `${place} has the SHA-256 ${sha256} instead of ${expected.sha256}.`;
  return { file, path: place, bytes, sha256, snapshot };
}

/** The snapshots that may hold the files, in the order in which they are tried: the one that the files name, the pinned one, that of the branch, any other. */
async function snapshots(folder: string, files: readonly ModelFile[], pins: Pins): Promise<readonly string[]> {
  const named = files.map(({ revision }) => revision).filter(isCommit);
  const pinned = files.flatMap((file) => pins[pinKey(file)]?.commit ?? []);
  const branches = await Promise.all(files.map(({ revision }) => referenceOf(folder, revision)));
  const others = (await readdir(path.join(folder, 'snapshots')).catch(orAbsent)) ?? [];
  const known = new Set(others);
  return [...new Set([...named, ...pinned, ...branches, ...others])].filter((name) => known.has(name));
}

async function referenceOf(folder: string, revision: string): Promise<string> {
  if (isCommit(revision)) return revision;
  const reference = await readFile(path.join(folder, 'refs', revision), 'utf8').catch(orAbsent);
  return reference?.trim() ?? revision;
}

/** Reads every byte of some files, and gives a sentence for each that is not what the cache calls it. Rejects with the signal's reason, between two files. */
export async function wrongAmong(
  files: readonly LocatedFile[],
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const { path: place, sha256: expected } of files) {
    signal?.throwIfAborted();
    const sha256 = await sha256OfFile(place);
    if (sha256 !== expected) wrong.push(`${place} has the SHA-256 ${sha256} instead of ${expected}.`);
  }
  return wrong;
}
