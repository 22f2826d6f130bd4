import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { blobPath, linkIntoSnapshot, orAbsent, repositoryFolder, writeReference } from './cache-layout.js';
import { downloadFile } from './download-file.js';
import { ModelDownloadError } from './errors.js';
import { whatIsWrong } from './file-digests.js';
import { fileUrl, type HubFile, repositoryFacts } from './hub.js';
import { isCommit, type ModelEntry, type ModelFile, type ModelSources, type PullOptions } from './model-entry.js';
import { pinKey, type Pins } from './pins.js';

/** A file to fetch, with all that is known of it beforehand. */
interface Wanted {
  readonly file: ModelFile;
  readonly commit: string;
  readonly bytes: number | undefined;
  readonly sha256: string | undefined;
  readonly gitDigest: string | undefined;
  /** The name of its blob. */
  readonly name: string;
}

/**
 * Fetches a model's files from the hub into the cache, but for those whose bytes are there and right. What is pinned must be what
 * the hub serves.
 * Rejects with a ModelDownloadError; whole files that came stay, and so do parts of others.
 */
export async function pullFromHub(
  entry: ModelEntry,
  sources: ModelSources,
  pins: Pins,
  options: PullOptions,
): Promise<void> {
  const wanted: Wanted[] = [];
  for (const files of groups(entry.files))
    wanted.push(...(await describe(files, sources, { pins, signal: options.signal })));
  const total = wanted.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0);
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

/** Files that are described by one answer of the hub. */
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
    return files.map((file) => ({ ...sizes(file, undefined), file, commit: file.revision, name: file.sha256 ?? '' }));
  }
  const { repository, revision } = first;
  const facts = await repositoryFacts(hub, { repository, revision, signal });
  return files.map((file) => {
    const said = facts.files.get(file.path);
    if (!said)
      throw new ModelDownloadError(`${repository} has no ${file.path} at ${facts.commit}.`, { retryable: false });
    const expected = {
      ...file,
      sha256: file.sha256 ?? pins[pinKey(file)]?.sha256,
      bytes: file.bytes ?? pins[pinKey(file)]?.bytes,
    };
    refuseOther(file, expected, said);
    return { ...sizes(expected, said), file, commit: facts.commit, name: said.sha256 ?? said.gitDigest };
  });
}

function sizes(file: { bytes?: number | undefined; sha256?: string | undefined }, said: HubFile | undefined) {
  return {
    bytes: file.bytes ?? said?.bytes,
    sha256: file.sha256 ?? said?.sha256,
    gitDigest: said?.sha256 === undefined ? said?.gitDigest : undefined,
  };
}

function refuseOther(
  file: ModelFile,
  expected: { bytes?: number | undefined; sha256?: string | undefined },
  said: HubFile,
): void {
  const other = (what: string, here: string | number, there: string | number) =>
    new ModelDownloadError(
      `The hub's ${pinKey(file)} is not the one pinned: its ${what} is ${there} instead of ${here}.`,
      {
        retryable: false,
      },
    );
  if (expected.sha256 !== undefined && said.sha256 !== undefined && expected.sha256 !== said.sha256) {
    throw other('SHA-256', expected.sha256, said.sha256);
  }
  if (expected.bytes !== undefined && expected.bytes !== said.bytes) throw other('size', expected.bytes, said.bytes);
}

async function fetchOne(
  { file, commit, name, bytes, sha256, gitDigest }: Wanted,
  { cache, hub, patience }: ModelSources,
  { signal, onBytes }: { readonly signal: AbortSignal | undefined; readonly onBytes: (bytes: number) => void },
): Promise<number> {
  const repository = repositoryFolder(cache, file.repository);
  const blob = blobPath(repository, name);
  await mkdir(path.dirname(blob), { recursive: true });
  const check = { bytes, sha256, gitDigest };
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
