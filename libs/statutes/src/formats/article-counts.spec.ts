import { describe, expect, it } from 'vitest';
import { draftTextStatute } from './plain-text.js';

const read = (...lines: readonly string[]) => draftTextStatute(lines.join('\n'), '示範法.txt');
const contentsIn = (...lines: readonly string[]) =>
  read(...lines)?.entries.flatMap((entry) => ('content' in entry ? [`${entry.label} ${entry.content}`] : []));

const articles = ['第一條　為管理示範事業，特制定本法。', '第二條　主管機關為內政部。', '第三條　違者處罰。'];
const ofArticles = articles.map((line) => line.replace('　', ' '));

describe('a table of contents above the articles', () => {
  it.each([
    ['with the numbers of pages', ['第一條 立法目的……1', '第二條 主管機關……1', '第三條 罰則……2']],
    ['with titles alone', ['第一條 立法目的', '第二條 主管機關', '第三條 罰則']],
    ['with chapters between', ['第一章 總則', '第一條 立法目的', '第二章 罰則', '第二條 主管機關', '第三條 罰則']],
  ])('%s is left out, and said', (_name, contents) => {
    const draft = read('示範法', '目錄', ...contents, '', '第一章 總則', ...articles);
    const at = contents.findIndex((line) => line.includes('條')) + 3;
    expect(draft?.foreword).toBeUndefined();
    expect(draft?.remarks).toMatchObject([{ code: 'articles-counted-anew', place: `line ${at}` }]);
    expect(contentsIn('示範法', ...contents, '第一章 總則', ...articles)).toEqual(ofArticles);
  });
});

describe('articles that are counted anew below the last', () => {
  it.each([
    ['supplementary provisions', ['附則', '第一條　自公布日施行。', '第二條　過渡。']],
    ['one of these', ['附　則', '第一條　自公布日施行。']],
    ['another statute', ['乙法', '第一條　乙一。', '第二條　乙二。']],
  ])('%s are left out, and said', (_name, below) => {
    const draft = read('示範法', ...articles, ...below);
    expect(draft?.remarks).toMatchObject([
      {
        code: 'articles-counted-anew',
        place: 'line 5',
        sentence: expect.stringContaining(`${below.length} lines`) as string,
      },
    ]);
    expect(contentsIn('示範法', ...articles, ...below)).toEqual(ofArticles);
  });

  it('are not those of a provision that an article quotes', () => {
    const quoted = ['第四條　約定如下：', '第一條　甲方付款。', '第二條　乙方交貨。', '第五條　本法自公布日施行。'];
    const draft = read('示範法', ...articles, ...quoted);
    expect(draft?.entries.map((entry) => 'label' in entry && entry.label)).toEqual([
      '第一條',
      '第二條',
      '第三條',
      '第四條',
      '第五條',
    ]);
  });
});

describe('captions', () => {
  const japanese = [
    '（目的）',
    '第一条　この法律は、目的とする。',
    '（定義）',
    '第二条　この法律において。',
    '第二条の二　追加する。',
  ];

  it('of a Japanese text belong to the article below them', () => {
    expect(contentsIn('見本法', ...japanese)).toEqual([
      '第一条 （目的）この法律は、目的とする。',
      '第二条 （定義）この法律において。',
      '第二条の二 追加する。',
    ]);
  });

  it('are none in a Chinese one: the article above ends so', () => {
    expect(contentsIn('示範法', '第 5 條', '（刪除）', '第 6 條', '（刪除）', '第 7 條', '庚。')).toEqual([
      '第 5 條 （刪除）',
      '第 6 條 （刪除）',
      '第 7 條 庚。',
    ]);
  });
});
