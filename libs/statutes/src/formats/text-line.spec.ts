import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArticleNumber } from '../article-number.js';
import { draftTextStatute } from './plain-text.js';

describe('the lines that open articles', () => {
  it.each([
    [
      'a Japanese range',
      ['第二条\u3000乙。', '第三条から第五条まで\u3000削除', '第六条\u3000己。'],
      ['2', '3', '4', '5', '6'],
    ],
    ['a German list', ['§ 3 Zweck', 'Text.', '§§ 4 und 5 (weggefallen)', '§ 6 Strafen'], ['3', '4', '5', '6']],
    [
      'a subnumber between that counts from two',
      ['第二条\u3000乙', '第二条の二\u3000丙', '第三条\u3000丁'],
      ['2', '2-2', '3'],
    ],
    [
      'figures that are set apart',
      ['第 十 條\u3000癸。', '第 十 一 條\u3000子。', '第 十 二 條之 一\u3000丑。'],
      ['10', '11', '12-1'],
    ],
    ['formal figures', ['第壹條　甲。', '第貳條之壹　乙。', '第參條　丙。'], ['1', '2-1', '3']],
    ['numbers of pages between', ['第一條　甲。', '～ 1 ～', '第二條　乙。', '2/9', '第三條　丙。'], ['1', '2', '3']],
    [
      'a suffix in Latin',
      ['Art. 2', 'Text.', 'Art. 2bis', 'Text.', 'Art. 2 ter', 'Text.', 'Art. 3'],
      ['2', '2bis', '2ter', '3'],
    ],
    [
      'Roman numbers',
      ['ARTICLE I', 'Text.', 'ARTICLE II', 'Text.', 'ARTICLE III', 'Text.', 'ARTICLE IV'],
      ['1', '2', '3', '4'],
    ],
    ['the columns of a table', ['第一條\t甲。\t第二條\t乙。', '第三條\t丙。\t第四條\t丁。'], ['1', '2', '3', '4']],
    [
      'a text without its line breaks',
      ['第一條\u3000甲。第二條\u3000乙。第二條之一\u3000丙。第三條\u3000丁。'],
      ['1', '2', '2-1', '3'],
    ],
  ])('are known by %s', (_name, lines, numbers) => {
    const entries = draftTextStatute(lines.join('\n'), '示例法.txt')?.entries ?? [];
    expect(entries.flatMap((entry) => ('label' in entry ? [parseArticleNumber(entry.label)] : []))).toEqual(numbers);
  });
});

describe('statutes of other countries', () => {
  it.each<[string, string[], string[]]>([
    ['Italian', ['Art. 1', '(Oggetto)', 'Art. 1-bis.', 'Testo.', 'Articolo 2', 'Testo.'], ['1', '1bis', '2']],
    ['Italian with dashes', ['Art. 1. - Oggetto', 'Testo.', 'Art. 1-ter - (Deroghe)', 'Art. 2.'], ['1', '1ter', '2']],
    ['Spanish', ['Artículo 1.º Objeto.', 'Texto.', 'Artículo 1 bis. Ámbito.', 'ARTÍCULO 2.-'], ['1', '1bis', '2']],
    [
      'Mexican',
      ['Artículo 9o.- La ley.', 'ARTÍCULO 9o. bis.- Se entiende.', 'Artículo 10.- Todo.'],
      ['9', '9bis', '10'],
    ],
    ['Portuguese', ['Artigo 1.º', '(Objeto)', 'Artigo 1.º-A', 'Texto.', 'Artigo 2.º'], ['1', '1a', '2']],
    [
      'Brazilian',
      ['Art. 9º A lei vale.', '§ 1º O juiz.', '§ 2º O réu.', 'Art. 9º-A. Vale.', 'Art. 10. Fica.'],
      ['9', '9a', '10'],
    ],
    [
      'Korean',
      ['제1조(목적) 이 법은 정한다.', '제1조의2(정의) 다음과 같다.', '제2조 삭제 <2008. 2. 29.>'],
      ['1', '1-2', '2'],
    ],
    ['Russian', ['Статья 1. Предмет', 'Текст.', 'Статья 2'], ['1', '2']],
    ['Vietnamese', ['Điều 1. Phạm vi', 'Điều 2. Đối tượng'], ['1', '2']],
    ['Turkish', ['MADDE 1 – (1) Bu', 'Madde 2 – Kapsam'], ['1', '2']],
  ])('are read in %s', (_name, lines, numbers) => {
    const draft = draftTextStatute(lines.join('\n'), 'lex.txt');
    const entries = draft?.entries ?? [];
    expect(entries.flatMap((entry) => ('label' in entry ? [parseArticleNumber(entry.label)] : []))).toEqual(numbers);
    expect(draft?.remarks.filter(({ code }) => code !== 'title-missing')).toEqual([]);
  });

  it.each([
    'Artículo 5 de la Ley se aplica.',
    'Articolo 5 del codice',
    'Artigo 5 da lei',
    '제5조 및 제6조에 따라',
    '제5조에 따른',
  ])('%s cites, and opens no article', (line) => {
    expect(draftTextStatute(line, 'lex.txt')).toBeUndefined();
  });

  it('have headings of their own words', () => {
    const lines = ['TÍTULO I', 'Artículo 1.º Uno.', 'CAPÍTULO II Del contrato', 'Artículo 2. Dos.', '제2장 총칙'];
    const entries = draftTextStatute(lines.join('\n'), 'lex.txt')?.entries ?? [];
    expect(entries.flatMap((entry) => ('heading' in entry ? [entry.heading] : []))).toEqual([
      'TÍTULO I',
      'CAPÍTULO II Del contrato',
      '제2장 총칙',
    ]);
  });

  const styles = fc.constantFrom<readonly [string, string]>(
    ['Artículo ', '.º '],
    ['ARTÍCULO ', 'o.- '],
    ['Art. ', 'º '],
    ['Articolo ', ' - '],
    ['Artigo ', '.º - '],
    ['Статья ', '. '],
    ['Section ', '.—'],
    ['§ ', ' '],
    ['제', '조(목적) '],
    ['제 ', ' 조 '],
  );

  it('are read back in any style, whatever their numbers', () => {
    fc.assert(
      fc.property(
        styles,
        fc.uniqueArray(fc.integer({ min: 1, max: 3_000 }), { minLength: 1 }),
        ([before, after], given) => {
          const numbers = given.toSorted((left, right) => left - right);
          const lines = numbers.map((number) => `${before}${number}${after}El Texto.`);
          const entries = draftTextStatute(lines.join('\n'), 'lex.txt')?.entries ?? [];
          const read = entries.map((entry) => ('label' in entry ? parseArticleNumber(entry.label) : entry));
          expect(read).toEqual(numbers.map(String));
          expect(entries.every((entry) => 'content' in entry && /^(?:\(목적\) )?El Texto\.$/.test(entry.content))).toBe(
            true,
          );
        },
      ),
    );
  });
});
