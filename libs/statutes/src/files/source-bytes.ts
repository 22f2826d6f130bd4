import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asError } from '@lexhop/foundation';
import { StatuteFileError } from '../errors.js';
import { isWordDocument, packedFiles } from './zip.js';

/** One file to read, as it is or out of an archive. */
export interface UnpackedFile {
  /** `ChLaw.zip`, `ChLaw.zip/ChLaw.xml`. */
  readonly name: string;
  readonly kind: 'text' | 'docx';
  readonly bytes: AsyncGenerator<Buffer>;
}

/** How far a file may unpack: the statutes of Taiwan unpack to a tenth of that for their size. */
const mostUnpacked = 64 * 2 ** 20;
const mostTimesItsSize = 100;
/** A zip archive is held in memory while it is read; the ministry's have 40 MB. */
const largestZip = 128 * 2 ** 20;

const otherKinds: readonly (readonly [string, string])[] = [
  ['25504446', 'it is a PDF; give its text'],
  ['d0cf11e0', 'it is a Word document of the old kind (.doc); save it as .docx or as text'],
  ['7b5c7274', 'it is rich text (.rtf); save it as .docx or as text'],
  ['28b52ffd', 'it is compressed with zstd; only gzip and zip are read'],
  ['fd377a58', 'it is compressed with xz; only gzip and zip are read'],
  ['425a68', 'it is compressed with bzip2; only gzip and zip are read'],
  ['377abcaf', 'it is compressed with 7-Zip; only gzip and zip are read'],
];

/**
 * The files that a file holds: itself, unpacked where it begins like gzip, or those of a zip archive that may hold statutes, one after the other.
 * Throws a StatuteFileError for an empty file, a broken archive, one that unpacks to far more than its size, and known other kinds of file.
 */
export async function* unpackedFiles(
  source: AsyncIterable<Uint8Array>,
  fileName: string,
): AsyncGenerator<UnpackedFile> {
  const chunks = asBuffers(source);
  try {
    const start = await firstBytes(chunks);
    if (start.length === 0) throw new StatuteFileError(fileName, 'empty', 'byte 0', 'it is empty');
    const kind = otherKinds.find(([magic]) => start.toString('hex', 0, 4).startsWith(magic));
    if (kind !== undefined) throw new StatuteFileError(fileName, 'unknown-format', 'byte 0', kind[1]);
    const whole = rejoined(start, chunks);
    if (start.toString('hex', 0, 4) === '504b0304') yield* zipped(await collected(whole, fileName), fileName);
    else yield { name: fileName, kind: 'text', bytes: isGzip(start) ? gunzipped(whole, fileName) : whole };
  } finally {
    // A reader that stops after the first bytes leaves the source open otherwise.
    await chunks.return(undefined);
  }
}

function isGzip(start: Buffer): boolean {
  return start[0] === 0x1f && start[1] === 0x8b;
}

async function* asBuffers(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  for await (const chunk of source)
    if (chunk.length > 0) yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
}

/** At least four bytes where the file has them: a source may give them one at a time. */
async function firstBytes(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  let start: Buffer = Buffer.alloc(0);
  while (start.length < 4) {
    const next = await chunks.next();
    if (next.done === true) break;
    start = start.length === 0 ? next.value : Buffer.concat([start, next.value]);
  }
  return start;
}

async function* rejoined(start: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield start;
  yield* rest;
}

async function collected(chunks: AsyncIterable<Buffer>, fileName: string): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > largestZip) {
      const reason = `a zip archive is read whole, and this one is larger than ${largestZip} bytes; unpack it`;
      throw new StatuteFileError(fileName, 'too-large', `byte ${length}`, reason);
    }
    parts.push(chunk);
  }
  return Buffer.concat(parts);
}

async function* zipped(archive: Buffer, fileName: string): AsyncGenerator<UnpackedFile> {
  const files = await packedFiles(archive, fileName);
  const isWord = isWordDocument(files);
  const unpacked = { size: 0 };
  if (isWord) {
    const size = files.reduce((sum, file) => sum + file.size, 0);
    checkUnpacked(size, archive.length, fileName);
    yield { name: fileName, kind: 'docx', bytes: rejoined(archive, nothing()) };
    return;
  }
  const readable = files.filter(({ name }) => /\.(?:json|xml|txt|md|markdown|html?)$/i.test(name));
  if (readable.length === 0) {
    const reason = 'the archive holds no JSON, XML, text, Markdown or HTML file';
    throw new StatuteFileError(fileName, 'unknown-format', 'its list of files', reason);
  }
  for (const file of readable) {
    const name = `${fileName}/${file.name}`;
    yield { name, kind: 'text', bytes: counted(file.open(), name, () => archive.length, unpacked) };
  }
}

async function* nothing(): AsyncGenerator<Buffer> {}

async function* counted(
  chunks: AsyncIterable<Buffer>,
  fileName: string,
  packedSize: () => number,
  unpacked: { size: number },
): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    unpacked.size += chunk.length;
    checkUnpacked(unpacked.size, packedSize(), fileName);
    yield chunk;
  }
}

function checkUnpacked(size: number, packed: number, fileName: string): void {
  if (size <= mostUnpacked || size <= packed * mostTimesItsSize) return;
  const reason = `it unpacks to more than ${mostTimesItsSize} times its size and more than ${mostUnpacked} bytes`;
  throw new StatuteFileError(fileName, 'too-large', `byte ${mostUnpacked} of the unpacked file`, reason);
}

async function* gunzipped(packed: AsyncGenerator<Buffer>, fileName: string): AsyncGenerator<Buffer> {
  const given = { size: 0 };
  const read = { size: 0 };
  try {
    yield* counted(inflated(packed, given), fileName, () => given.size, read);
  } catch (thrown) {
    const error = asError(thrown);
    if (!isZlibError(error)) throw error;
    const place = `byte ${read.size} of the unpacked file`;
    const reason = `its gzip data is broken or cut short (${error.message})`;
    throw new StatuteFileError(fileName, 'broken-gzip', place, reason);
  }
  if (read.size === 0)
    throw new StatuteFileError(fileName, 'empty', 'byte 0 of the unpacked file', 'the archive holds an empty file');
}

async function* inflated(packed: AsyncGenerator<Buffer>, given: { size: number }): AsyncGenerator<Buffer> {
  let failed: Error | undefined;
  const input = Readable.from(measured(packed, given));
  const gunzip = createGunzip();
  // The source's own failure is not the archive's: it is given on as it is.
  input.on('error', (error) => gunzip.destroy((failed = error)));
  try {
    for await (const chunk of input.pipe(gunzip)) yield chunk as Buffer;
  } catch (thrown) {
    throw failed ?? thrown;
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}

async function* measured(chunks: AsyncGenerator<Buffer>, given: { size: number }): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    given.size += chunk.length;
    yield chunk;
  }
}

function isZlibError(error: Error): boolean {
  return String((error as NodeJS.ErrnoException).code ?? '').startsWith('Z_');
}
