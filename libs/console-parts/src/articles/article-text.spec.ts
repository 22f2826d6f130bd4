// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf } from './article-text.js';

const anyCitations = fc.array(fc.record({ start: fc.nat(60), end: fc.nat(60) }));

describe('piecesOf', () => {
  it('cuts a text at its citations', () => {
    const citation = { start: 1, end: 4 };
    expect(piecesOf('依第十條規定', [citation])).toEqual([
      { start: 0, text: '依' },
      { start: 1, text: '第十條', citation },
      { start: 4, text: '規定' },
    ]);
  });

  it('loses and doubles no character, whatever the citations are', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 50 }), anyCitations, (text, citations) => {
        const pieces = piecesOf(text, citations);
        expect(pieces.map((piece) => piece.text).join('')).toBe(text);
        for (const { start, text: words, citation } of pieces) {
          const cited = citation ?? { start, end: start + words.length };
          expect(words).toBe(text.slice(cited.start, cited.end));
        }
      }),
    );
  });
});
