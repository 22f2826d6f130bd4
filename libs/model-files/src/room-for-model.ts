import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { because, type Reason } from '@lexhop/foundation';
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

/** Why a model is not fetched unasked; undefined when it may be. */
export async function whyNotFetched(
  { needs, bytes }: ModelEntry,
  sources: Pick<ModelSources, 'cache'>,
  limitMb: number,
): Promise<Reason | undefined> {
  if (bytes > limitMb * 1e6) {
    const reason = `its ${megabytes(bytes)} MB are more than LEXHOP_MODEL_DOWNLOAD_LIMIT_MB (${limitMb}) lets a build fetch unasked.`;
    return because('download-over-limit', reason, { megabytes: megabytes(bytes), limit: limitMb });
  }
  const { disk, memory } = await freeRoom(sources.cache);
  return tooLittle('disk', needs.disk, disk) ?? tooLittle('memory', needs.memory, memory);
}

function tooLittle(room: keyof FreeRoom, needs: number, free: number): Reason | undefined {
  if (free >= needs) return undefined;
  const facts = { needs: megabytes(needs), free: megabytes(free) };
  const reason = `it needs ${facts.needs} MB of ${room}, and ${facts.free} MB are free.`;
  return because({ disk: 'too-little-disk', memory: 'too-little-memory' }[room], reason, facts);
}

/** Why a model is not used whose files were not to be fetched. */
export function filesMissing(folder: string): Reason {
  return because('files-missing', `its files are not whole in ${folder}.`, { folder });
}

/** As people write it: `2,287`. */
export function megabytes(bytes: number): string {
  return Math.round(bytes / 1e6).toLocaleString('en');
}
