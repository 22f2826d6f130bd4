import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { definitionUses } from './definition-uses.js';
import { definedTerms } from './definitions.js';

const articlesOf = (...texts: readonly string[]) => texts.map((text, place) => ({ id: `S:${place + 1}`, text }));
const termsOf = (...texts: readonly string[]) => definedTerms(articlesOf(...texts)).map(({ term }) => term);

describe('definedTerms', () => {
  it('are those that hold for the whole statute, by their first definition', () => {
    const articles = articlesOf(
      '本法所稱學校，指公立學校。',
      '本法用詞，定義如下：\n一、著作：指創作。\n二、著作權：指著作所生之權利。',
      '由教育部（以下簡稱教部）辦理；所稱學校，指大學。',
    );
    expect(definedTerms(articles)).toEqual([
      { term: '學校', definedIn: 'S:1' },
      { term: '著作', definedIn: 'S:2' },
      { term: '著作權', definedIn: 'S:2' },
      { term: '教部', definedIn: 'S:3' },
    ]);
  });

  it('are found without 所稱, behind any mark of a list', () => {
    expect(termsOf('財務報告，指財務報表。', '下列各目：\n1.基金，指挹注之資金。\n（二）負債：指義務。')).toEqual([
      '財務報告',
      '基金',
      '負債',
    ]);
  });

  it.each([
    '於支領月退休金人員，指每月所領。',
    '補充條例第一條，係指全部而言。',
    '前項所稱代水泥，指凝固之貨品。',
    '第五條第一項第二款所稱重大，指情節重大。',
    '前項用詞，定義如下：\n一、著作：指創作。',
    '依商港法（以下簡稱本法）辦理。',
    '教育部（以下簡稱本部）為主管機關。',
    '本法第二條第三款所稱之其他任何名義之經常性給與，係指下列各款以外之給與：\n一、獎金：指年終獎金。',
  ])('are not those of one provision, nor names of the statute: %j', (text) => {
    expect(termsOf(text)).toEqual([]);
  });
});

describe('definitionUses', () => {
  const definitions = [
    { term: '著作', definedIn: 'S:1' },
    { term: '著作權', definedIn: 'S:1' },
    { term: 'Sound recording', definedIn: 'S:1' },
  ];
  const used = (...texts: readonly string[]) =>
    definitionUses(
      definitions,
      texts.map((text, place) => ({ id: `S:${place + 1}`, text })),
    ).map(({ term, usedIn }) => `${term} in ${usedIn}`);

  it('are uses of the longest term, outside the defining article', () => {
    expect(used('著作', '著作權', '著作及著作權', '無')).toEqual(['著作權 in S:2', '著作 in S:3', '著作權 in S:3']);
  });

  it('are whole words in Latin letters, in any case and with an s', () => {
    expect(used('', 'A sound recording.', 'Sound recordings', 'sound recordingly', 'ultrasound recording')).toEqual([
      'Sound recording in S:2',
      'Sound recording in S:3',
    ]);
  });

  it('say where the term first stands', () => {
    const uses = definitionUses(definitions, [{ id: 'S:2', text: '其著作權，著作權' }]);
    expect(uses).toEqual([{ term: '著作權', definedIn: 'S:1', usedIn: 'S:2', span: { start: 1, end: 4 }, weight: 1 }]);
  });

  it('weigh more where fewer articles use the term, from 1 down to 0', () => {
    const uses = definitionUses(definitions, articlesOf('', '著作權、著作', '著作', '著作').slice(1));
    expect(uses.map(({ term, weight }) => [term, weight])).toEqual([
      ['著作權', 1],
      ['著作', 0],
      ['著作', 0],
      ['著作', 0],
    ]);
  });

  it('are bounded for a term and for an article', () => {
    const many = Array.from({ length: 50 }, (_, place) => ({
      id: `S:${place + 2}`,
      text: '著作'.repeat(place === 49 ? 2 : 1),
    }));
    const common = definitionUses(definitions, many);
    expect(common).toHaveLength(30);
    expect(common.at(-1)?.usedIn).toBe('S:51');
    const terms = Array.from('甲乙丙丁戊己庚辛壬癸', (letter) => ({ term: `${letter}物`, definedIn: 'S:1' }));
    const wide = definitionUses(terms, [{ id: 'S:2', text: terms.map(({ term }) => term).join('') }]);
    expect(wide).toHaveLength(8);
  });

  it('any text: the words at a place are the term, and no two uses are of one term in one article', () => {
    const words = fc.constantFrom('著作', '權', '著', 'Sound', ' ', 'recording', 's', '。');
    fc.assert(
      fc.property(fc.array(fc.array(words, { maxLength: 12 }), { maxLength: 8 }), (texts) => {
        const articles = articlesOf(...texts.map((parts) => parts.join('')));
        const uses = definitionUses(definitions, articles);
        for (const { term, usedIn, span, weight } of uses) {
          const text = articles.find(({ id }) => id === usedIn)?.text ?? '';
          expect(text.slice(span.start, span.end).toLowerCase()).toBe(term.toLowerCase());
          expect(weight).toBeGreaterThanOrEqual(0);
        }
        expect(new Set(uses.map(({ term, usedIn }) => `${term} ${usedIn}`)).size).toBe(uses.length);
      }),
    );
  });
});
