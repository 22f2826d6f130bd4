import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { bytesOf, inChunks, zipOf } from '../testing/statutes-for-tests.js';
import { unpackedFiles } from './source-bytes.js';

async function unpacked(source: AsyncIterable<Uint8Array>): Promise<string> {
  const parts: Buffer[] = [];
  for await (const file of unpackedFiles(source, 'laws.json')) {
    if ('bytes' in file) for await (const part of file.bytes) parts.push(part);
  }
  return Buffer.concat(parts).toString();
}

const pictures = await zipOf({ 'a.png': 'x' });

describe('unpackedFiles', () => {
  it('gives plain and gzip bytes alike, however they are cut', async () => {
    const text = '{"Laws":[]} 著作權法'.repeat(50);
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.integer({ min: 1, max: 900 }), async (zipped, size) => {
        const bytes = zipped ? gzipSync(text) : Buffer.from(text);
        expect(await unpacked(inChunks(bytes, size))).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['an empty file', Buffer.alloc(0), 'empty', 'byte 0'],
    ['an archive of nothing', gzipSync(''), 'empty', 'byte 0 of the unpacked file'],
    ['a cut archive', gzipSync('甲'.repeat(9000)).subarray(0, -9), 'broken-gzip', 'of the unpacked file'],
    [
      'a broken archive',
      Buffer.concat([gzipSync('甲乙').subarray(0, 12), Buffer.from('nonsense')]),
      'broken-gzip',
      'byte 0',
    ],
    ['a cut zip archive', Buffer.from('504b030400000000', 'hex'), 'broken-zip', 'list of files'],
    ['a zip archive of pictures', pictures, 'unknown-format', 'list of files'],
    ['blanks without end in little', gzipSync(Buffer.alloc(80_000_000, ' ')), 'unpacks-too-far', 'unpacked file'],
    ['rich text', Buffer.from('{\\rtf1 text}'), 'unknown-format', 'byte 0'],
    ['a PDF', Buffer.from('%PDF-1.7'), 'unknown-format', 'byte 0'],
  ])('%s is an error', async (_name, bytes, fault, place) => {
    await expect(unpacked(inChunks(bytes, 64))).rejects.toMatchObject({
      fault,
      fileName: 'laws.json',
      place: expect.stringContaining(place),
    });
  });

  it.each([false, true])('the failure of the source itself is given on as it is (gzip: %s)', async (zipped) => {
    const failure = new Error('socket closed');
    async function* failing() {
      yield* bytesOf(zipped ? gzipSync('甲'.repeat(9000)).subarray(0, 20) : '{"Laws":');
      throw failure;
    }
    await expect(unpacked(failing())).rejects.toBe(failure);
  });

  it('closes the source when the reader stops', async () => {
    for (const bytes of [gzipSync(Buffer.alloc(3_000_000, 'a')), Buffer.alloc(3_000_000, 'a')]) {
      let closed: () => void = () => {};
      const whenClosed = new Promise<void>((resolve) => (closed = resolve));
      async function* source() {
        try {
          yield* inChunks(bytes, 100);
        } finally {
          closed();
        }
      }
      const files = unpackedFiles(source(), 'x');
      const first = await files.next();
      if (first.done !== true && 'bytes' in first.value) await first.value.bytes.next();
      await files.return(undefined);
      await expect(whenClosed).resolves.toBeUndefined();
    }
  });
});
