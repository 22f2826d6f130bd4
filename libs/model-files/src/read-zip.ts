import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { ModelFileError } from './errors.js';

const openZip = promisify<string, yauzl.Options, ZipFile>(yauzl.open);

/** One entry of a zip archive. */
export interface ZipEntry {
  readonly name: string;
  /** In bytes, unpacked. */
  readonly size: number;
  open(): Promise<Readable>;
}

/**
 * Opens a zip archive for the time of one call.
 * Rejects with a ModelFileError when it is not a zip archive or is cut short.
 */
export async function withZip<Result>(
  path: string,
  use: (entries: ReadonlyMap<string, ZipEntry>) => Promise<Result>,
): Promise<Result> {
  const zip = await openZip(path, { lazyEntries: true, autoClose: false }).catch((cause: unknown) => {
    throw new ModelFileError(path, 'it is not a whole zip archive.', cause);
  });
  try {
    return await use(await listEntries(zip, path));
  } finally {
    zip.close();
  }
}

/** A whole entry in memory; only for small ones. Rejects with a ModelFileError when it is longer than `most` bytes. */
export async function readEntry(entry: ZipEntry, path: string, most: number): Promise<Buffer> {
  if (entry.size > most) {
    throw new ModelFileError(path, `its entry ${entry.name} has ${entry.size} bytes; at most ${most} are read.`);
  }
  return buffer(await entry.open());
}

function listEntries(zip: ZipFile, path: string): Promise<ReadonlyMap<string, ZipEntry>> {
  const openEntry = promisify<Entry, Readable>(zip.openReadStream.bind(zip));
  const entries = new Map<string, ZipEntry>();
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => {
      entries.set(entry.fileName, { name: entry.fileName, size: entry.uncompressedSize, open: () => openEntry(entry) });
      zip.readEntry();
    });
    zip.on('end', () => resolve(entries));
    zip.on('error', (cause: unknown) =>
      reject(new ModelFileError(path, 'its list of entries can not be read.', cause)),
    );
    zip.readEntry();
  });
}
