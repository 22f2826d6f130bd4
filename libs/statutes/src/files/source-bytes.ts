import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asError } from '@lexhop/foundation';
import { StatuteFileError } from '../errors.js';

const otherKinds: readonly (readonly [string, string])[] = [
  ['504b0304', 'it is a zip archive; unpack it and give the JSON or text file inside'],
  ['25504446', 'it is a PDF; give its text'],
  ['d0cf11e0', 'it is a Word document; give its text'],
  ['28b52ffd', 'it is compressed with zstd; only gzip is read'],
  ['fd377a58', 'it is compressed with xz; only gzip is read'],
  ['425a68', 'it is compressed with bzip2; only gzip is read'],
];

/** The file's bytes, unpacked where it begins like gzip. Throws a StatuteFileError for an empty file, broken gzip and known other kinds of file. */
export async function* unpackedBytes(source: AsyncIterable<Uint8Array>, fileName: string): AsyncGenerator<Buffer> {
  const chunks = asBuffers(source);
  try {
    const start = await firstBytes(chunks);
    if (start.length === 0) throw new StatuteFileError(fileName, 'empty', 'byte 0', 'it is empty');
    const kind = otherKinds.find(([magic]) => start.toString('hex', 0, 4).startsWith(magic));
    if (kind !== undefined) throw new StatuteFileError(fileName, 'unknown-format', 'byte 0', kind[1]);
    const isGzip = start[0] === 0x1f && start[1] === 0x8b;
    yield* isGzip ? gunzipped(rejoined(start, chunks), fileName) : rejoined(start, chunks);
  } finally {
    // A reader that stops after the first bytes leaves the source open otherwise.
    await chunks.return(undefined);
  }
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

async function* gunzipped(packed: AsyncGenerator<Buffer>, fileName: string): AsyncGenerator<Buffer> {
  let failed: Error | undefined;
  let read = 0;
  const input = Readable.from(packed);
  const gunzip = createGunzip();
  // The source's own failure is not the archive's: it is given on as it is.
  input.on('error', (error) => gunzip.destroy((failed = error)));
  try {
    for await (const chunk of input.pipe(gunzip)) {
      const bytes = chunk as Buffer;
      read += bytes.length;
      yield bytes;
    }
  } catch (thrown) {
    if (failed !== undefined) throw failed;
    const error = asError(thrown);
    if (!isZlibError(error)) throw error;
    throw new StatuteFileError(
      fileName,
      'broken-gzip',
      `byte ${read} of the unpacked file`,
      `its gzip data is broken or cut short (${error.message})`,
    );
  } finally {
    input.destroy();
  }
  if (read === 0)
    throw new StatuteFileError(fileName, 'empty', 'byte 0 of the unpacked file', 'the archive holds an empty file');
}

function isZlibError(error: Error): boolean {
  return String((error as NodeJS.ErrnoException).code ?? '').startsWith('Z_');
}
