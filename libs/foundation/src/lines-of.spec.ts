import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineGroupsOf, linesOf } from './lines-of.js';

async function* inChunks(bytes: Uint8Array, chunkBytes: number) {
  for (let start = 0; start < bytes.length; start += chunkBytes) yield bytes.subarray(start, start + chunkBytes);
}

async function cutAll(bytes: Uint8Array, chunkBytes: number, longest = 1000) {
  const lines: { number: number; text: string | undefined }[] = [];
  for await (const line of linesOf(inChunks(bytes, chunkBytes), longest))
    lines.push({ number: line.number, text: line.bytes && Buffer.from(line.bytes).toString() });
  return lines;
}

describe('linesOf', () => {
  it('gives the same lines however the bytes come', async () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(line), fc.integer({ min: 1, max: 20 }), async (texts, chunkBytes) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
        expect(await cutAll(bytes, chunkBytes)).toEqual(texts.map((text, at) => ({ number: at + 1, text })));
      }),
    );
  });

  it('gives the last line that has no end, and passes over one that is too long', async () => {
    expect(await cutAll(Buffer.from(`${'x'.repeat(11)}\n法\nb`), 3, 10)).toEqual([
      { number: 1, text: undefined },
      { number: 2, text: '法' },
      { number: 3, text: 'b' },
    ]);
  });

  it('gives the lines of a chunk together, as soon as they are whole', async () => {
    const groups = lineGroupsOf(inChunks(Buffer.from('a\nb\nc'), 5), 10);
    expect((await groups.next()).value).toHaveLength(2);
    expect((await groups.next()).value).toMatchObject([{ number: 3 }]);
  });
});
