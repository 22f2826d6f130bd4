import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paragraphsOf } from './paragraphs-of.js';

/** Paragraphs as nested labels, for short expectations. */
function outline(text: string): unknown {
  return paragraphsOf(text).map(({ subparagraphs }) =>
    subparagraphs.map(({ label, items }) => (items.length === 0 ? label : [label, items.map((item) => item.label)])),
  );
}

describe('paragraphsOf', () => {
  it('reads paragraphs, subparagraphs and items, each with all of its text', () => {
    const text = '甲應申報下列事項：\n一、本人：\n（一）姓名。\n（二）住所。\n二、配偶。\n前項事項，乙定之。';
    expect(paragraphsOf(text)).toEqual([
      {
        number: 1,
        text: '甲應申報下列事項：\n一、本人：\n（一）姓名。\n（二）住所。\n二、配偶。',
        subparagraphs: [
          {
            label: '一',
            text: '一、本人：\n（一）姓名。\n（二）住所。',
            items: [
              { label: '一', text: '（一）姓名。' },
              { label: '二', text: '（二）住所。' },
            ],
          },
          { label: '二', text: '二、配偶。', items: [] },
        ],
      },
      { number: 2, text: '前項事項，乙定之。', subparagraphs: [] },
    ]);
  });

  it('keeps what is deeper than items in its item', () => {
    const [paragraph] = paragraphsOf('如下：\n一、甲：\n（一）乙：\n1.丙。\n2.丁。\n（二）戊。\n二、己。');
    expect(paragraph?.subparagraphs[0]?.items).toEqual([
      { label: '一', text: '（一）乙：\n1.丙。\n2.丁。' },
      { label: '二', text: '（二）戊。' },
    ]);
    expect(paragraph?.subparagraphs[1]?.label).toBe('二');
  });

  it.each([
    ['a list that begins the article', '一、甲。\n二、乙。', [['一', '二']]],
    ['two lists', '甲如下：\n一、乙。\n丙如下：\n一、丁。', [['一'], ['一']]],
    ['entries without full stops', '如下：\n一、法醫病理\n二、法醫教學\n學院得排定時間。', [['一', '二'], []]],
    ['an English list', 'Works:\n1.Oral works.\n2.Musical works.\nThe examples shall be prescribed.', [['1', '2'], []]],
    [
      'an English list with brackets',
      'Use means:\n(1)To apply; or\n(2)To sell.\nThe preceding paragraph applies.',
      [['1', '2'], []],
    ],
    ['an oath below a colon', '誓詞如下：\n余誓以至誠，恪遵憲法。\n前項誓詞，應簽名。', [[], []]],
    ['a formula', '依下列公式計算：\n銷售額＝總額－稅額\n前項稅額，四捨五入。', [[], []]],
    ['a formula before another sentence', '依下列公式計算：\n稅額＝總額×稅率\n所稱稅率，指百分之五。', [[], []]],
    ['a rubric', 'Competent Authority\nThe competent authority is the MOEA.\nAffairs are administered.', [[], []]],
    ['a paragraph after a colon that speaks of it', '應符合下表規定：\n前項標準，由乙定之。', [[], []]],
    [
      'a sentence with a bracket at its end',
      '主管機關為經濟部（以下稱本部）。\n業務由局辦理。（附表一）\n施行日另定。',
      [[], [], []],
    ],
    [
      'an indented line',
      '如下：\n一、計算公式：\n\u3000甲＝乙。\n\u3000丙指丁。\n二、其他。\n前項甲，定之。',
      [['一', '二'], []],
    ],
  ])('reads %s', (_name, text, expected) => {
    expect(outline(text)).toEqual(expected);
  });

  it('keeps a table in its paragraph', () => {
    const text = '收費如下：\n┌──┬──┐\n│一、│二、│\n└──┴──┘\n前項費用，另定之。';
    expect(paragraphsOf(text).map((paragraph) => paragraph.text.split('\n').length)).toEqual([4, 1]);
  });

  it('loses no line and doubles none, whatever the text', () => {
    const line = fc.constantFrom(
      '甲應通知乙。',
      '如下：',
      '一、甲。',
      '二、乙：',
      '（一）丙。',
      '1.丁。',
      'A 戊',
      '\u3000己。',
      '│庚│',
      '前項',
      '',
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 12 }), (lines) => {
        const text = lines.join('\n');
        const paragraphs = paragraphsOf(text);
        expect(paragraphs.map((paragraph) => paragraph.text).join('\n')).toBe(text);
        expect(paragraphs.map(({ number }) => number)).toEqual(paragraphs.map((_, index) => index + 1));
        for (const { text: whole, subparagraphs } of paragraphs) {
          const entries = subparagraphs.map((entry) => entry.text).join('\n');
          expect(whole.endsWith(entries)).toBe(true);
          for (const { text: entry, items } of subparagraphs) {
            expect(entry.endsWith(items.map((item) => item.text).join('\n'))).toBe(true);
          }
        }
      }),
    );
  });
});
