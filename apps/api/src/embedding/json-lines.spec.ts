import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineCutter } from './json-lines.js';

function cutAll(bytes: Uint8Array, chunkBytes: number, longest = 1000) {
  const cutter = new LineCutter(longest);
  const lines = [];
  for (let start = 0; start < bytes.length; start += chunkBytes) {
    lines.push(...cutter.cut(bytes.subarray(start, start + chunkBytes)));
  }
  return [...lines, ...cutter.rest()];
}

describe('LineCutter', () => {
  it('gives the same lines however the bytes come', () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', ''));
    fc.assert(
      fc.property(fc.array(line), fc.integer({ min: 1, max: 20 }), (texts, chunkBytes) => {
        const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(''));
        expect(cutAll(bytes, chunkBytes)).toEqual(texts.map((text, at) => ({ number: at + 1, text })));
      }),
    );
  });

  it('gives the last line that has no end', () => {
    expect(cutAll(Buffer.from('a\nb'), 2)).toEqual([
      { number: 1, text: 'a' },
      { number: 2, text: 'b' },
    ]);
  });

  it('gives a line as soon as it is whole, not when the next one begins', () => {
    expect(new LineCutter(10).cut(Buffer.from('a\nb'))).toEqual([{ number: 1, text: 'a' }]);
  });

  it('passes over the text of a line that is too long or not UTF-8, and goes on with the next', () => {
    const bytes = Buffer.concat([Buffer.from(`${'x'.repeat(11)}\n`), Buffer.of(0xff, 0x0a), Buffer.from('法\n')]);
    expect(cutAll(bytes, 3, 10)).toEqual([{ number: 1 }, { number: 2 }, { number: 3, text: '法' }]);
  });
});
