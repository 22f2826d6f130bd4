import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inChunks } from '../testing/statutes-for-tests.js';
import { decodedText, type TextPiece } from './source-text.js';

async function* buffers(bytes: Uint8Array, size: number): AsyncGenerator<Buffer> {
  for await (const chunk of inChunks(bytes, size)) yield Buffer.from(chunk);
}

async function decode(bytes: Uint8Array, size: number): Promise<readonly TextPiece[]> {
  const pieces: TextPiece[] = [];
  for await (const piece of decodedText(buffers(bytes, size), 'x.txt')) pieces.push(piece);
  return pieces;
}

describe('decodedText', () => {
  it('decodes any text however its bytes are cut, and knows where each piece begins', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('甲', 'a', '\n', '𠀋', 'é') }),
        fc.integer({ min: 1, max: 9 }),
        async (text, size) => {
          const pieces = await decode(Buffer.from(text), size);
          expect(pieces.map((piece) => piece.text).join('')).toBe(text);
          let before = '';
          for (const { text: part, byte, line } of pieces) {
            expect({ byte, line }).toEqual({ byte: Buffer.byteLength(before), line: before.split('\n').length });
            before += part;
          }
        },
      ),
    );
  });

  it('drops the byte order mark', async () => {
    expect(await decode(Buffer.from('\ufeff{}'), 2)).toEqual([
      { text: '{', byte: 0, line: 1 },
      { text: '}', byte: 4, line: 1 },
    ]);
  });

  it('names the first byte that is not UTF-8, however the bytes are cut', async () => {
    const start = Buffer.from('甲乙a');
    for (const bad of [
      Buffer.from([0xff, 0x41]),
      Buffer.from([0xe7, 0x94, 0x41]),
      Buffer.from([0x80]),
      Buffer.from([0xe7, 0x94]),
    ]) {
      for (const size of [1, 2, 3, 5, 64]) {
        await expect(decode(Buffer.concat([start, bad]), size)).rejects.toMatchObject({
          fault: 'not-utf-8',
          place: 'byte 7',
        });
      }
    }
  });

  it('says what UTF-16 is', async () => {
    await expect(decode(Buffer.from('\ufeff甲乙', 'utf16le'), 64)).rejects.toThrow('UTF-16');
  });
});
