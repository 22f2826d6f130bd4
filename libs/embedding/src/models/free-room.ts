import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { orAbsent } from './locate-model.js';

/** What is free for a model, in bytes. */
export interface FreeRoom {
  readonly disk: number;
  readonly memory: number;
}

/** Bytes free on the disk that holds the folder (or will), and in memory. */
export async function freeRoom(folder: string): Promise<FreeRoom> {
  for (let existing = path.resolve(folder); ; existing = path.dirname(existing)) {
    const disk = await statfs(existing).catch(orAbsent);
    if (disk) return { disk: disk.bavail * disk.bsize, memory: process.availableMemory() };
    if (existing === path.dirname(existing)) return { disk: 0, memory: process.availableMemory() };
  }
}
