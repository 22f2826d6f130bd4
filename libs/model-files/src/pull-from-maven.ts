import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { blobPath, linkIntoSnapshot, repositoryFolder } from './cache-layout.js';
import { ModelDownloadError } from './errors.js';
import { sha256OfFile, whatIsWrong } from './file-digests.js';
import type { MavenArtefact, ModelEntry, ModelSources, PullOptions } from './model-entry.js';
import { withZip } from './read-zip.js';

/**
 * Fetches a model as a Maven artefact with the Maven client, which knows where its repositories are, checks the archive and unpacks
 * its files into the cache, in a snapshot named for the artefact's version. Rejects with a ModelDownloadError.
 */
export async function pullFromMaven(
  entry: ModelEntry,
  artefact: MavenArtefact,
  sources: ModelSources,
  options: PullOptions,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'lexhop-model-'));
  try {
    await copyArtefact(artefact, folder, sources, options.signal);
    const archive = await checkedArchive(artefact, folder);
    options.onProgress?.({ file: path.basename(archive), done: artefact.bytes, total: artefact.bytes });
    await unpack(entry, artefact, { archive, cache: sources.cache });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copyArtefact(
  { coordinates }: MavenArtefact,
  folder: string,
  { maven }: ModelSources,
  signal: AbortSignal | undefined,
): Promise<void> {
  const goal = ['-B', '-q', 'dependency:copy', `-Dartifact=${coordinates}:jar`, `-DoutputDirectory=${folder}`];
  const client = spawn(maven, goal, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], signal });
  const said = Promise.all([text(client.stdout), text(client.stderr)]);
  const code = await new Promise<number | null>((resolve, reject) => {
    client.on('error', (cause) => {
      if (signal?.aborted) return reject(signal.reason as Error);
      const sentence = `the Maven client (${maven}) can't be started: ${cause.message}.`;
      return reject(new ModelDownloadError(sentence, { cause, retryable: false, unreachable: true }));
    });
    client.on('close', resolve);
  });
  if (code === 0) return;
  const lines = (await said).join('\n').split('\n');
  const why = lines.find((line) => line.startsWith('[ERROR]')) ?? `it ended with code ${code}.`;
  throw new ModelDownloadError(`the Maven client could not fetch ${coordinates}: ${why.slice(0, 400)}`, {
    unreachable: true,
  });
}

async function checkedArchive(artefact: MavenArtefact, folder: string): Promise<string> {
  const [name] = (await readdir(folder)).filter((file) => file.endsWith('.jar'));
  if (name === undefined)
    throw new ModelDownloadError(`the Maven client fetched no archive for ${artefact.coordinates}.`);
  const archive = path.join(folder, name);
  const wrong = await whatIsWrong(archive, artefact);
  if (wrong !== undefined) throw new ModelDownloadError(`${artefact.coordinates}: ${wrong}`, { retryable: false });
  return archive;
}

async function unpack(
  entry: ModelEntry,
  artefact: MavenArtefact,
  { archive, cache }: { readonly archive: string; readonly cache: string },
): Promise<void> {
  const snapshot = `maven-${artefact.coordinates.split(':').at(-1)}`;
  await withZip(archive, async (entries) => {
    for (const file of entry.files) {
      const packed = entries.get(artefact.entries[file.path] ?? '');
      if (!packed) throw new ModelDownloadError(`${artefact.coordinates} has no ${file.path}.`, { retryable: false });
      const repository = repositoryFolder(cache, file.repository);
      const incomplete = blobPath(repository, `${snapshot}-${path.basename(file.path)}.incomplete`);
      await mkdir(path.dirname(incomplete), { recursive: true });
      await pipeline(await packed.open(), createWriteStream(incomplete));
      const wrong = await whatIsWrong(incomplete, file);
      if (wrong !== undefined)
        throw new ModelDownloadError(`${file.path} of ${artefact.coordinates}: ${wrong}`, { retryable: false });
      const blob = blobPath(repository, await sha256OfFile(incomplete));
      await rename(incomplete, blob);
      await linkIntoSnapshot(repository, snapshot, { file: file.path, blob });
    }
  });
}
