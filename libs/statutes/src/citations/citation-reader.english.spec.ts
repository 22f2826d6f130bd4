import { describe, expect, it } from 'vitest';
import { cited } from '../testing/cited.js';

const english = { language: 'en', title: 'Copyright Act' } as const;

describe('citations in English', () => {
  it.each([
    ['under Article 24, paragraph 2, shall', ['Article 24, paragraph 2 → 24#2']],
    ['Articles 5 to 8 apply', ['Articles 5 to 8 → 5 6 7 8']],
    ['Articles 24, 25 and 10-1 apply', ['Articles 24, 25 and 10-1 → 24 25 10-1']],
    ['Article 5 or Article 6', ['Article 5 or Article 6 → 5 6']],
    ['Article 10 through Article 11', ['Article 10 through Article 11 → 10 10-1 10-2 11']],
    ['the preceding Article', ['the preceding Article → 11']],
    ['Paragraph 1 of the preceding two articles', ['Paragraph 1 of the preceding two articles → 10-2#1 11#1']],
    ['Paragraph 1 of Article 10', ['Paragraph 1 of Article 10 → 10#1']],
    ['paragraphs 1 and 3 of Article 10', ['paragraphs 1 and 3 of Article 10 → 10#1 10#3']],
    ['Article 5, paragraphs 1 to 3, and Article 7', ['Article 5, paragraphs 1 to 3, and Article 7 → 5#1 5#2 5#3 7']],
    ['subparagraph 2 of Paragraph 1 of Article 10', ['subparagraph 2 of Paragraph 1 of Article 10 → 10#1']],
    ['Article 5, paragraph 1, subparagraph 2', ['Article 5, paragraph 1, subparagraph 2 → 5#1']],
    ['Article 5 of this Act', ['Article 5 of this Act → 5']],
    ['Article 184 of the Civil Code', ['Article 184 of the Civil Code → CIV.en:184']],
    [
      'Articles 5 and 7 of the Civil Code and Article 8',
      ['Articles 5 and 7 of the Civil Code → CIV.en:5 CIV.en:7', 'Article 8 → 8'],
    ],
    ['Article 10 of the Criminal Code', ['Article 10 of the Criminal Code → PEN.en:10']],
    ['pursuant to the Civil Code.', ['Civil Code → CIV.en']],
    ['Article 5 of the Berne Convention', []],
    ['Article 5 of the Fair Trade Act and Article 6 of the same Act', []],
    ['the Enforcement Rules of the Copyright Act', []],
    ['goods referred to in this Act, in 5 articles', []],
  ])('%s', (text, citations) => {
    expect(cited(text, english)).toEqual(citations);
  });

  it('count paragraphs by lines', () => {
    const text = 'One shall.\nThe preceding paragraph applies.\nThe preceding two paragraphs and paragraph 1 apply.';
    expect(cited(text, english)).toEqual([
      'The preceding paragraph → 12#1',
      'The preceding two paragraphs and paragraph 1 → 12#1 12#2',
    ]);
  });

  it('say what applies mutatis mutandis', () => {
    expect(cited('Article 5 shall apply mutatis mutandis to B. Article 6 applies.', english)).toEqual([
      'Article 5 → 5 *',
      'Article 6 → 6',
    ]);
  });
});
