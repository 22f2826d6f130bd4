import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { asError, syncFolder } from '@lexhop/foundation';
import { isSharedMemory, type SharedMemory, sharedMemoryOf } from '@lexhop/vectors';
import { IndexFileError } from '../errors.js';
import type { GraphIndex } from './graph-index.js';

/** Raised whenever the index of a build would come out otherwise: by its tables, its terms or this file. */
export const indexFormat = 2;

/** Bytes read or written at a time. Their checksum takes some milliseconds, for which the thread is held. */
const sliceBytes = 8 * 2 ** 20;
/** Slices read at the same time: a disk gives three in a third of the time that they take one after the other. */
const readsAtOnce = 3;
/** Every array begins at a multiple of this, whatever it is of. */
const alignment = 64;
/** In the machine's own byte order, so that a file of another machine is one of another format. */
const magic = 0x4c_48_49_58;
const headWords = 5;
const headBytes = headWords * 4;

const kinds = { Uint8Array, Uint16Array, Uint32Array, Float32Array, Float64Array } as const;
type Kind = keyof typeof kinds;
type Numbers = InstanceType<(typeof kinds)[Kind]>;

/** Stands in the header for an array: the kind of its numbers, its first byte counted from the body's begin, how many numbers. */
interface ArrayPlace {
  readonly $array: readonly [kind: Kind, at: number, length: number];
}

/** Stands in the header for a shared memory, by its place among them. */
interface MemoryPlace {
  readonly $memory: number;
}

interface Header {
  /** Names what the content was made of: a file with another key is never used. */
  readonly key: string;
  /** The body begins with all arrays, of so many bytes together. */
  readonly arrayBytes: number;
  /** The memories that threads share follow, of so many bytes each. */
  readonly memoryBytes: readonly number[];
  /** The content as JSON, each array and memory as its place. */
  readonly content: unknown;
}

/** Where the index is also written, for the next who loads it. */
export interface IndexFilePlace {
  readonly path: string;
  readonly key: string;
}

export interface LoadedIndex {
  readonly index: GraphIndex;
  /** Why it could not be written, where it should have been. */
  readonly unwritten?: string;
}

/** Writes the index where it should be kept. */
export async function keepIndex(index: GraphIndex, place: IndexFilePlace | undefined): Promise<LoadedIndex> {
  const { build: _, ...content } = index;
  try {
    if (place) await writeIndexFile(place.path, place.key, content);
    return { index };
  } catch (thrown) {
    return { index, unwritten: asError(thrown).message };
  }
}

/**
 * Writes a value of plain objects, strings, numbers, typed arrays and shared memories as one file: head, header (JSON), and the arrays and
 * memories one after the other. It is written under another name, flushed to the disk and then renamed: a file of this name is always whole. Rejects as the
 * file system does.
 */
export async function writeIndexFile(path: string, key: string, content: object): Promise<void> {
  const temporary = `${path}.${randomUUID()}.part`;
  const file = await open(temporary, 'wx', 0o600);
  try {
    await writeContent(file, key, content);
    await file.sync();
    await file.close();
    await rename(temporary, path);
  } catch (thrown) {
    await file.close();
    await rm(temporary, { force: true });
    throw thrown;
  }
  await syncFolder(dirname(path));
}

async function writeContent(file: FileHandle, key: string, content: object): Promise<void> {
  const { arrays, memories, arrayBytes, placed } = placesIn(content);
  const memoryBytes = memories.map(({ length }) => length);
  const head = JSON.stringify({ key, arrayBytes, memoryBytes } satisfies Omit<Header, 'content'>);
  const header = padded(`${head.slice(0, -1)},"content":${placed}}`);
  let at = headBytes + header.length;
  let checksum = 0;
  for (const bytes of [...arrays, ...memories]) {
    for (const slice of [...slicesOf(bytes), new Uint8Array(aligned(bytes.length) - bytes.length)]) {
      checksum = crc32(slice, checksum);
      await writeAll(file, slice, at);
      at += slice.length;
    }
  }
  await writeAll(file, header, headBytes);
  const words = Uint32Array.of(magic, indexFormat, header.length, crc32(header), checksum);
  await writeAll(file, new Uint8Array(words.buffer), 0);
}

/** The arrays and memories in a value as bytes, and the value as JSON with their places instead of them. */
function placesIn(content: object) {
  const arrays: Uint8Array[] = [];
  const memories: Uint8Array[] = [];
  let arrayBytes = 0;
  const placed = JSON.stringify(content, (_, value: unknown) => {
    if (isSharedMemory(value))
      return { $memory: memories.push(new Uint8Array(value.buffer)) - 1 } satisfies MemoryPlace;
    if (!ArrayBuffer.isView(value)) return value;
    const array = value as Numbers;
    arrays.push(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
    const at = arrayBytes;
    arrayBytes += aligned(array.byteLength);
    return { $array: [array.constructor.name as Kind, at, array.length] } satisfies ArrayPlace;
  });
  return { arrays, memories, arrayBytes, placed };
}

/**
 * Reads what {@link writeIndexFile} wrote: one piece of memory with the arrays as views of it, and the shared memories; this thread is held for some milliseconds
 * at a time. Undefined where there is no such file; rejects with an IndexFileError for one that is damaged, of another format or of
 * another key.
 */
export async function readIndexFile(path: string, key: string): Promise<unknown> {
  const file = await open(path).catch((thrown: unknown) => {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw thrown;
  });
  if (!file) return undefined;
  try {
    const { header, headerBytes, checksum } = await readHeader(file, path);
    if (header.key !== key) throw new IndexFileError(path, `it is of ${header.key}, not of ${key}`);
    const arrays = new ArrayBuffer(header.arrayBytes);
    const memories = header.memoryBytes.map(sharedMemoryOf);
    const parts = [arrays, ...memories.map(({ buffer }) => buffer)].map((part) => new Uint8Array(part));
    const bytes = parts.reduce((sum, { length }) => sum + length, headBytes + headerBytes);
    const { size } = await file.stat();
    if (size !== bytes) throw new IndexFileError(path, `it has ${size} bytes, and ${bytes} were written`);
    if ((await readChecked(file, parts, headBytes + headerBytes)) !== checksum)
      throw new IndexFileError(path, 'its checksum is not that of what was written');
    return withParts({ arrays, memories }, header.content);
  } finally {
    await file.close();
  }
}

async function readHeader(file: FileHandle, path: string) {
  const head = new Uint32Array(headWords);
  const { bytesRead } = await file.read(head, { position: 0 });
  const [mark, format, headerBytes = 0, headerChecksum, checksum] = head;
  if (mark !== magic || bytesRead < headBytes) throw new IndexFileError(path, 'it does not begin as an index does');
  if (format !== indexFormat)
    throw new IndexFileError(path, `it has format ${format}, and this LexHop reads ${indexFormat}`);
  const { size } = await file.stat();
  const bytes = new Uint8Array(Math.min(headerBytes, size));
  if ((await readChecked(file, [bytes], headBytes)) !== headerChecksum)
    throw new IndexFileError(path, 'the checksum of its header is not that of what was written');
  return { header: JSON.parse(Buffer.from(bytes.buffer).toString()) as Header, headerBytes, checksum };
}

/** With blanks behind it, so that the body begins aligned. */
function padded(header: string): Buffer {
  const bytes = Buffer.from(header);
  return Buffer.concat([bytes, Buffer.alloc(aligned(headBytes + bytes.length) - headBytes - bytes.length, ' ')]);
}

/** Fills the bytes from a place on, and returns their checksum: one slice is summed up while the next ones are read. */
async function readChecked(file: FileHandle, parts: readonly Uint8Array[], from: number): Promise<number> {
  const reading: Promise<Uint8Array>[] = [];
  let checksum = 0;
  let at = from;
  for (const slice of parts.flatMap((part) => [...slicesOf(part)])) {
    if (reading.length === readsAtOnce) checksum = crc32((await reading.shift()) ?? '', checksum);
    const read = readAll(file, slice, at);
    // It is waited for in its turn; where one before it fails, nobody waits for it.
    read.catch(() => undefined);
    reading.push(read);
    at += slice.length;
  }
  for (const read of reading) checksum = crc32(await read, checksum);
  return checksum;
}

interface Parts {
  readonly arrays: ArrayBuffer;
  readonly memories: readonly SharedMemory[];
}

/** The content with each place as its array or memory again. */
function withParts(parts: Parts, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((part) => withParts(parts, part));
  if (typeof value !== 'object' || value === null) return value;
  const { $array, $memory } = value as Partial<ArrayPlace & MemoryPlace>;
  if ($array) return new kinds[$array[0]](parts.arrays, $array[1], $array[2]);
  if ($memory !== undefined) return parts.memories[$memory];
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withParts(parts, part)]));
}

/** Resolves to the bytes. A file that ends too soon leaves zeros, and has another checksum. */
async function readAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<Uint8Array> {
  for (let at = 0; at < bytes.length;) {
    const { bytesRead } = await file.read(bytes, at, bytes.length - at, position + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return bytes;
}

async function writeAll(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += (await file.write(bytes, at, bytes.length - at, position + at)).bytesWritten;
  }
}

function* slicesOf(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += sliceBytes) yield bytes.subarray(at, at + sliceBytes);
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}
