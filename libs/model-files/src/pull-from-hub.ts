import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { blobPath, linkIntoSnapshot, orAbsent, repositoryFolder, writeReference } from './cache-layout.js';
import { downloadFile } from './download-file.js';
import { ModelDownloadError } from './errors.js';
import { type FileCheck, whatIsWrong } from './file-digests.js';
import { fileUrl, repositoryFacts } from './hub.js';
import { isCommit, type ModelEntry, type ModelFile, type ModelSources, type PullOptions } from './model-entry.js';
import { expectedOf, pinKey, type Pins, readPins } from './pins.js';

/** A file to fetch, with all that is known of it beforehand. */
interface Wanted {
  readonly file: ModelFile;
  readonly commit: string;
  readonly check: FileCheck;
  /** The name of its blob. */
  readonly name: string;
}

/**
 * Fetches a model's files from the hub into the cache, but for those that are there and right.
 * Rejects with a ModelDownloadError, also where the hub serves another file than the pinned one. Files that came whole stay, and so do parts of others.
 */
export async function pullFromHub(entry: ModelEntry, sources: ModelSources, options: PullOptions): Promise<void> {
  const pins = await readPins(sources.cache);
  const wanted: Wanted[] = [];
  for (const files of groups(entry.files))
    wanted.push(...(await describe(files, sources, { pins, signal: options.signal })));
  const total = wanted.reduce((sum, { check }) => sum + (check.bytes ?? 0), 0);
  let before = 0;
  for (const each of wanted) {
    const start = before;
    const onBytes = (bytes: number) =>
      options.onProgress?.({ file: each.file.path, done: start + bytes, total: Math.max(total, start + bytes) });
    before += await fetchOne(each, sources, { signal: options.signal, onBytes });
  }
  for (const { file, commit } of wanted) {
    if (!isCommit(file.revision))
      await writeReference(repositoryFolder(sources.cache, file.repository), file.revision, commit);
  }
}

/** The files in groups, each of which is described by one answer of the hub. */
function groups(files: readonly ModelFile[]): readonly (readonly ModelFile[])[] {
  const places = [...new Set(files.map(({ repository, revision }) => `${repository}@${revision}`))];
  return places.map((place) => files.filter(({ repository, revision }) => `${repository}@${revision}` === place));
}

async function describe(
  files: readonly ModelFile[],
  { hub }: ModelSources,
  { pins, signal }: { readonly pins: Pins; readonly signal: AbortSignal | undefined },
): Promise<readonly Wanted[]> {
  const [first] = files;
  if (!first) return [];
  // The hub is asked only for what is not pinned already: a commit, a digest.
  if (isCommit(first.revision) && files.every(({ sha256 }) => sha256 !== undefined)) {
    return files.map((file) => ({ file, commit: file.revision, check: file, name: file.sha256 ?? '' }));
  }
  const { repository, revision } = first;
  const facts = await repositoryFacts(hub, { repository, revision }, signal);
  return files.map((file) => {
    const said = facts.files.get(file.path);
    if (!said)
      throw new ModelDownloadError(`${repository} has no ${file.path} at ${facts.commit}.`, { retryable: false });
    const expected = expectedOf(file, pins);
    refuseOther(file, 'SHA-256', { expected: said.sha256 && expected.sha256, said: said.sha256 });
    refuseOther(file, 'size', { expected: expected.bytes, said: said.bytes });
    const sha256 = expected.sha256 ?? said.sha256;
    // How git names a large file is the digest of a pointer to it.
    const gitDigest = said.sha256 === undefined ? said.gitDigest : undefined;
    const check = { bytes: said.bytes, sha256, gitDigest };
    return { file, commit: facts.commit, check, name: said.sha256 ?? said.gitDigest };
  });
}

/** Throws a ModelDownloadError where the hub's file is not the one that is expected. */
function refuseOther<Fact extends string | number | undefined>(
  file: ModelFile,
  what: string,
  { expected, said }: { readonly expected: Fact; readonly said: Fact },
): void {
  if (expected === undefined || expected === said) return;
  const sentence = `The hub's ${pinKey(file)} is not the one pinned: its ${what} is ${said} instead of ${expected}.`;
  throw new ModelDownloadError(sentence, { retryable: false });
}

async function fetchOne(
  { file, commit, name, check }: Wanted,
  { cache, hub, patience }: ModelSources,
  { signal, onBytes }: { readonly signal: AbortSignal | undefined; readonly onBytes: (bytes: number) => void },
): Promise<number> {
  const repository = repositoryFolder(cache, file.repository);
  const blob = blobPath(repository, name);
  await mkdir(path.dirname(blob), { recursive: true });
  const there = await stat(blob).catch(orAbsent);
  if (!there || (await whatIsWrong(blob, check)) !== undefined) {
    const url = fileUrl(hub.endpoint, file.repository, { commit, path: file.path });
    await downloadFile(hub, { url, target: blob, check, signal, onBytes }, patience);
  }
  const { size } = await stat(blob);
  onBytes(size);
  await linkIntoSnapshot(repository, commit, { file: file.path, blob });
  return size;
}
