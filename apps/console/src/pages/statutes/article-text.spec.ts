// @vitest-environment happy-dom
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headingsOf, piecesOf } from './article-text.js';

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

const article = (...headingPath: string[]) => ({ headingPath });

it('a heading begins at the first article under it, and again under another chapter', () => {
  const articles = [
    article(),
    article('第一章'),
    article('第一章'),
    article('第二章', '第一節'),
    article('第二章', '第二節'),
    article('第三章', '第一節'),
  ];
  const begins = headingsOf(articles).map((each) => each.begins.map(({ text, depth }) => `${depth} ${text}`));
  expect(begins).toEqual([[], ['0 第一章'], [], ['0 第二章', '1 第一節'], ['1 第二節'], ['0 第三章', '1 第一節']]);
});

it('every heading has a place of its own in the page', () => {
  const articles = [article('第一章', '第一節'), article('第二章', '第一節')];
  const anchors = headingsOf(articles).flatMap(({ begins }) => begins.map(({ anchor }) => anchor));
  expect(new Set(anchors).size).toBe(4);
});
