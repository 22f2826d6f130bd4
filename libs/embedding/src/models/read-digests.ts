import { sha256OfFile } from './file-digest.js';
import type { LocatedFile } from './locate-model.js';
import { pinKey, type Pins } from './pins.js';

/** The SHA-256 of a located file's bytes, every one of them read, and what it must be: as pinned, else as the cache named it. */
export async function readDigests(
  { file, path, sha256 }: LocatedFile,
  pins: Pins,
): Promise<{ readonly sha256: string; readonly expected: string }> {
  return { sha256: await sha256OfFile(path), expected: file.sha256 ?? pins[pinKey(file)]?.sha256 ?? sha256 };
}

/** A sentence for each file whose bytes are not what they must be. Reads them all; rejects with the signal's reason between two. */
export async function wrongAmong(
  files: readonly LocatedFile[],
  pins: Pins,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  const wrong: string[] = [];
  for (const file of files) {
    signal?.throwIfAborted();
    const { sha256, expected } = await readDigests(file, pins);
    if (sha256 !== expected) wrong.push(`${file.path} has the SHA-256 ${sha256} instead of ${expected}.`);
  }
  return wrong;
}
