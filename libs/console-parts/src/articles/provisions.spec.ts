import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finerPlaceOf, provisionsOf } from './provisions.js';

const placesIn = (text: string) =>
  provisionsOf(text).map(({ place, isFirst, text: line }) => `${place.join('.')}${isFirst ? '' : '…'} ${line}`);

describe('provisionsOf', () => {
  it('numbers paragraphs, subparagraphs and items as a statute does', () => {
    const text =
      '本法用詞：\n一、著作：甲。\n二、提供者：\n（一）連線。\n（二）存取。\n三、其他。\n前項第一款，包含乙。';
    expect(placesIn(text)).toEqual([
      '1 本法用詞：',
      '1.1 一、著作：甲。',
      '1.2 二、提供者：',
      '1.2.1 （一）連線。',
      '1.2.2 （二）存取。',
      '1.3 三、其他。',
      '2 前項第一款，包含乙。',
    ]);
  });

  it('leaves what goes on with the line above, and lists of a fourth level, to the provision they stand in', () => {
    expect(placesIn('左列：\n一、甲\n\u3000續。\n（一）乙。\n1.丙。')).toEqual([
      '1 左列：',
      '1.1 一、甲',
      '1.1… 續。',
      '1.1.1 （一）乙。',
      '1.1.1… 1.丙。',
    ]);
  });

  it('loses nothing: every line stands where it says', () => {
    const line = fc.constantFrom('甲。', '一、乙。', '（一）丙。', '1.丁。', '\u3000續', '前項戊。', '', '己：');
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), (lines) => {
        const text = lines.join('\n');
        for (const { start, text: words } of provisionsOf(text)) {
          expect(text.slice(start, start + words.length)).toBe(words);
        }
      }),
    );
  });
});

it.each([
  ['第三條第一項第二款', [2]],
  ['前項第十款第一目', [10, 1]],
  ['第八十七條', []],
])('the words %s name, beyond their target, %j', (words, place) => expect(finerPlaceOf(words)).toEqual(place));
