import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keywordsOf } from './keywords.js';

describe('keywordsOf', () => {
  it('takes the content words of Traditional Chinese, and the words inside compounds', () => {
    expect(keywordsOf('雇主未經勞工同意得否預扣工資？')).toEqual(['勞工', '同意', '工資', '未經', '雇主', '預扣']);
    expect(keywordsOf('損害賠償責任之範圍為何')).toEqual(['損害', '損害賠償', '範圍', '責任', '賠償']);
  });

  it('keeps words as they stand in the text, whatever script the dictionary is of', () => {
    expect(keywordsOf('著作財產權之轉讓')).toEqual(['產權', '著作', '財產', '財產權', '轉讓']);
    expect(keywordsOf('著作财产权之转让')).toEqual(['产权', '著作', '财产', '财产权', '转让']);
  });

  it('cuts the same words out of both scripts', () => {
    const traditional = keywordsOf('債務人遲延給付時，債權人得請求損害賠償及利息');
    const simplified = keywordsOf('债务人迟延给付时，债权人得请求损害赔偿及利息');
    const lengths = (words: readonly string[]) => words.map((word) => word.length).toSorted((a, b) => a - b);
    expect(lengths(traditional)).toEqual(lengths(simplified));
    expect(simplified).toContain('损害赔偿');
  });

  it('leaves out question words and everyday auxiliaries of both scripts', () => {
    expect(keywordsOf('什麼是我們可以怎麼辦的？')).toEqual([]);
    expect(keywordsOf('什么是我们可以怎么办的？')).toEqual([]);
  });

  it('takes lower-case English content words, without the possessive', () => {
    expect(keywordsOf("What is the Landlord's duty to re-let the premises? Whose premises?")).toEqual([
      'duty',
      'landlord',
      'premises',
      're-let',
    ]);
  });

  it('reads mixed text by the script of each run', () => {
    expect(keywordsOf('依TRIPS第87-1條，罰金2,500元')).toEqual(['2500', '87-1', 'trips', '罰金']);
  });

  it('takes full-width letters and digits for ordinary ones', () => {
    expect(keywordsOf('ＴＲＩＰＳ　１２')).toEqual(['12', 'trips']);
  });

  it('has nothing for text without words', () => {
    expect(keywordsOf('？！，。 a 5')).toEqual([]);
    expect(keywordsOf('')).toEqual([]);
  });

  it('gives sorted, distinct words of two characters or more that stand in the text', () => {
    const letters = fc.constantFrom(...Array.from("債務不履行損害賠償著作權法人的之嗎債權债务ab c1-9,.'？𠮷𠀋"));
    fc.assert(
      fc.property(fc.string({ unit: letters, maxLength: 40 }), (text) => {
        const keywords = keywordsOf(text);
        expect(keywords).toEqual([...new Set(keywords)].sort());
        for (const keyword of keywords) {
          expect(Array.from(keyword).length).toBeGreaterThanOrEqual(2);
          // 2,500 becomes 2500; 1,9 stays.
          expect(text.replaceAll(',', '')).toContain(keyword.replaceAll(',', ''));
        }
        expect(keywordsOf(text)).toEqual(keywords);
      }),
      { examples: [['1,9']] },
    );
  });
});
