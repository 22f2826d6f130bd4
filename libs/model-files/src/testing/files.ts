import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { onTestFinished } from 'vitest';

/** A new folder that is removed when the test is over. */
export async function temporaryFolder(): Promise<string> {
  const folder = await realpath(await mkdtemp(path.join(tmpdir(), 'lexhop-embedding-')));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes files by their names below a folder. */
export async function writeFiles(folder: string, files: Readonly<Record<string, Buffer>>): Promise<void> {
  for (const [name, bytes] of Object.entries(files)) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}

/** The bytes of a zip archive whose entries are stored as they are. */
export function zipArchive(entries: Readonly<Record<string, Buffer>>): Buffer {
  const locals: Buffer[] = [];
  const centrals: Buffer[] = [];
  let offset = 0;
  for (const [name, bytes] of Object.entries(entries)) {
    const local = Buffer.concat([localHeader(name, bytes), Buffer.from(name), bytes]);
    centrals.push(Buffer.concat([centralHeader(name, bytes, offset), Buffer.from(name)]));
    locals.push(local);
    offset += local.length;
  }
  const directory = Buffer.concat(centrals);
  return Buffer.concat([...locals, directory, endOfDirectory(centrals.length, directory.length, offset)]);
}

function localHeader(name: string, bytes: Buffer): Buffer {
  return words([0x04034b50, 4], [20, 2], [0, 2], ...facts(name, bytes));
}

function centralHeader(name: string, bytes: Buffer, offset: number): Buffer {
  const rest: readonly Word[] = [
    [0, 2],
    [0, 2],
    [0, 2],
    [0, 4],
    [offset, 4],
  ];
  return words([0x02014b50, 4], [20, 2], [20, 2], [0, 2], ...facts(name, bytes), ...rest);
}

/** Method, time, date, checksum, sizes, length of the name, length of the extra field. */
function facts(name: string, bytes: Buffer): readonly Word[] {
  const size = bytes.length;
  return [
    [0, 2],
    [0, 2],
    [0x21, 2],
    [crc32(bytes), 4],
    [size, 4],
    [size, 4],
    [Buffer.byteLength(name), 2],
    [0, 2],
  ];
}

function endOfDirectory(entries: number, size: number, offset: number): Buffer {
  return words([0x06054b50, 4], [0, 2], [0, 2], [entries, 2], [entries, 2], [size, 4], [offset, 4], [0, 2]);
}

type Word = readonly [value: number, bytes: number];

function words(...list: readonly Word[]): Buffer {
  return Buffer.concat(
    list.map(([value, bytes]) => {
      const buffer = Buffer.alloc(bytes);
      buffer.writeUIntLE(value, 0, bytes);
      return buffer;
    }),
  );
}
