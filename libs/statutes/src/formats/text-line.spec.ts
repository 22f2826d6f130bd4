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
