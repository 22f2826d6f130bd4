import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inChunks } from '../testing/statutes-for-tests.js';
import iconv from 'iconv-lite';
import { decodedFile, type FileEncoding, type TextPiece } from './source-text.js';

async function* buffers(bytes: Uint8Array, size: number): AsyncGenerator<Buffer> {
  for await (const chunk of inChunks(bytes, size)) yield Buffer.from(chunk);
}

async function decode(bytes: Uint8Array, size: number): Promise<readonly TextPiece[]> {
  const pieces: TextPiece[] = [];
  const { pieces: decoded } = await decodedFile(buffers(bytes, size), 'x.txt');
  for await (const piece of decoded) pieces.push(piece);
  return pieces;
}

describe('decodedFile', () => {
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

  const statute =
    `著作權法\n第一條　為保障著作人著作權益，調和社會公共利益，促進國家文化發展，特制定本法。\n第二條　本法主管機關為經濟部。\n`.repeat(
      4,
    );
  const simplified =
    `著作权法\n第一条　为保护文学、艺术和科学作品作者的著作权，根据宪法制定本法。\n第二条　中国公民的作品依照本法享有著作权。\n`.repeat(
      4,
    );

  it.each([
    ['Big5', iconv.encode(statute, 'big5'), statute, { name: 'big5', by: 'characters' }],
    ['GB18030', iconv.encode(simplified, 'gb18030'), simplified, { name: 'gb18030', by: 'characters' }],
    [
      'UTF-16 with its mark',
      Buffer.from(`\ufeff${statute}`, 'utf16le'),
      statute,
      { name: 'utf-16le', by: 'byte order mark' },
    ],
    [
      'UTF-16, big end first',
      iconv.encode(`\ufeff${statute}`, 'utf16be'),
      statute,
      { name: 'utf-16be', by: 'byte order mark' },
    ],
    ['UTF-16 without a mark', Buffer.from(statute, 'utf16le'), statute, { name: 'utf-16le', by: 'characters' }],
    [
      'XML that declares Big5',
      iconv.encode(`<?xml version="1.0" encoding="Big5"?>\n${statute}`, 'big5'),
      `<?xml version="1.0" encoding="Big5"?>\n${statute}`,
      { name: 'big5', by: 'declaration' },
    ],
    [
      'UTF-8 that declares Big5',
      Buffer.from(`<?xml version="1.0" encoding="Big5"?>\n${statute}`),
      `<?xml version="1.0" encoding="Big5"?>\n${statute}`,
      { name: 'utf-8', by: 'characters' },
    ],
  ] satisfies readonly (readonly [string, Buffer, string, FileEncoding])[])(
    'reads %s, and says what it was',
    async (_name, bytes, text, encoding) => {
      for (const size of [1, 7, 4096]) {
        const decoded = await decodedFile(buffers(bytes, size), 'x.txt');
        const parts: string[] = [];
        for await (const piece of decoded.pieces) parts.push(piece.text);
        expect(decoded.encoding).toEqual(encoding);
        expect(parts.join('')).toBe(text);
      }
    },
  );

  it('says where bytes are that its encoding does not have', async () => {
    const { pieces } = await decodedFile(buffers(Buffer.from([129, 128, 230, 48, 0]), 1), 'x.txt');
    const reading = async () => {
      for await (const piece of pieces) void piece;
    };
    await expect(reading()).rejects.toMatchObject({ fault: 'not-utf-8', reason: expect.stringContaining('gb18030') });
  });
});
