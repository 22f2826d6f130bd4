import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { asError } from '@lexhop/foundation';
import { StatuteFileError } from '../errors.js';

/** How far a file may unpack: the statutes of Taiwan unpack to a tenth of that for their size. */
const mostUnpacked = 64 * 2 ** 20;
const mostTimesItsSize = 100;

/** How far a file may unpack, with all that lies in it. */
export class Bound {
  #unpacked = 0;

  /** @param packedSize of the outermost archive, as far as it was read */
  constructor(private readonly packedSize: () => number) {}

  add(bytes: number, fileName: string): void {
    this.#unpacked += bytes;
    if (this.#unpacked <= mostUnpacked || this.#unpacked <= this.packedSize() * mostTimesItsSize) return;
    const reason = `it unpacks to more than ${mostTimesItsSize} times its size and more than ${mostUnpacked} bytes`;
    throw new StatuteFileError(fileName, 'unpacks-too-far', `byte ${mostUnpacked} of the unpacked file`, reason);
  }
}

/** The same chunks, each added to what its outermost archive has unpacked to. */
export async function* counted(chunks: AsyncIterable<Buffer>, fileName: string, bound: Bound): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    bound.add(chunk.length, fileName);
    yield chunk;
  }
}

/** A zip archive is held in memory while it is read; the ministry's have 40 MB. */
const largestZip = 128 * 2 ** 20;

/** A zip archive whole. Throws a StatuteFileError for one that is too large to be held. */
export async function collected(chunks: AsyncIterable<Buffer>, fileName: string): Promise<Buffer> {
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

/** What reads Word documents holds some kilobytes for each tag, and seconds go by for every 200,000; the longest statutes have 150,000. */
const mostTags = 400_000;

/** Reads a part of a Word document to its end: that it is as large as its archive says, and holds no more tags than a statute does. */
export async function checkWordPart(bytes: AsyncIterable<Buffer>, fileName: string): Promise<void> {
  let tags = 0;
  for await (const chunk of bytes) {
    for (let at = chunk.indexOf('<'); at >= 0; at = chunk.indexOf('<', at + 1)) tags++;
    if (tags <= mostTags) continue;
    const reason = `it is a Word document of more than ${mostTags} tags, which no statute has; save it as text`;
    throw new StatuteFileError(fileName, 'too-large', 'byte 0', reason);
  }
}

/** What is inflated, up to the bound. Throws a StatuteFileError for gzip data that are broken, cut short or empty. */
export async function* gunzipped(
  inflating: AsyncGenerator<Buffer>,
  fileName: string,
  bound: Bound,
): AsyncGenerator<Buffer> {
  let read = 0;
  try {
    for await (const chunk of counted(inflating, fileName, bound)) {
      read += chunk.length;
      yield chunk;
    }
  } catch (thrown) {
    const error = asError(thrown);
    if (!isZlibError(error)) throw error;
    const place = `byte ${read} of the unpacked file`;
    const reason = `its gzip data is broken or cut short (${error.message})`;
    throw new StatuteFileError(fileName, 'broken-gzip', place, reason);
  }
  if (read === 0)
    throw new StatuteFileError(fileName, 'empty', 'byte 0 of the unpacked file', 'the archive holds an empty file');
}

/** Gzip data unpacked; `given` tells how much of them was read. */
export async function* inflated(packed: AsyncGenerator<Buffer>, given: { size: number }): AsyncGenerator<Buffer> {
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
