import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { orAbsent } from './cache-layout.js';
import type { ModelEntry, ModelSources } from './model-entry.js';

/** What is free for a model, in bytes. */
interface FreeRoom {
  readonly disk: number;
  readonly memory: number;
}

/** Bytes free on the disk that holds the folder (or will), and in memory. */
async function freeRoom(folder: string): Promise<FreeRoom> {
  for (let existing = path.resolve(folder); ; existing = path.dirname(existing)) {
    const disk = await statfs(existing).catch(orAbsent);
    if (disk) return { disk: disk.bavail * disk.bsize, memory: process.availableMemory() };
    if (existing === path.dirname(existing)) return { disk: 0, memory: process.availableMemory() };
  }
}

/** Why a model is not fetched unasked, in a sentence; undefined when it may be. */
export async function whyNotFetched(
  { needs, bytes }: ModelEntry,
  sources: Pick<ModelSources, 'cache'>,
  limitMb: number,
): Promise<string | undefined> {
  if (bytes > limitMb * 1e6) {
    return `its ${megabytes(bytes)} MB are more than LEXHOP_MODEL_DOWNLOAD_LIMIT_MB (${limitMb}) lets a build fetch unasked.`;
  }
  const { disk, memory } = await freeRoom(sources.cache);
  if (disk < needs.disk) return `it needs ${megabytes(needs.disk)} MB of disk, and ${megabytes(disk)} MB are free.`;
  if (memory < needs.memory)
    return `it needs ${megabytes(needs.memory)} MB of memory, and ${megabytes(memory)} MB are free.`;
  return undefined;
}

/** As people write it: `2,287`. */
export function megabytes(bytes: number): string {
  return Math.round(bytes / 1e6).toLocaleString('en');
}
