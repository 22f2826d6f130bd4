import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullTextQuery } from './full-text-query.js';

describe('fullTextQuery', () => {
  it('keeps words of every script, each once, in one script of Chinese and in one width', () => {
    const query = { words: '侵害著作权 theft abc 第 184 条', characters: '侵 害 著 作 权 theft abc 第 184 条' };
    expect(fullTextQuery('侵害著作權,Theft ＡＢＣ 第184條 theft')).toEqual(query);
    expect(fullTextQuery('侵害著作权,Theft ABC 第184条 theft')).toEqual(query);
  });

  it('finds single characters inside words', () => {
    expect(fullTextQuery('押')?.words).toBe('*押*');
    expect(fullTextQuery('押、租')?.words).toBe('*押* *租*');
  });

  it('asks nothing of a text without words', () => {
    for (const text of ['', '  ', '？！', '*', '"']) expect(fullTextQuery(text)).toBeUndefined();
  });

  it('gives nothing to the query language, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const { words, characters } = fullTextQuery(`${text}甲乙`) ?? { words: '*', characters: '*' };
        for (const query of [words, characters])
          expect(query).not.toMatch(/[+\-!(){}[\]^"~*?:\\/&|<>=]|\b(?:AND|OR|NOT|TO)\b/);
      }),
    );
  });
});
