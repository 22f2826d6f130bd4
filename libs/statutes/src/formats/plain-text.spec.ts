import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseArticleNumber } from '../article-number.js';
import { draftTextStatute } from './plain-text.js';

const read = (...lines: readonly string[]) => draftTextStatute(lines.join('\n'), 'uploads/示例法.txt');

describe('draftTextStatute', () => {
  it('reads the text as the ministry shows it', () => {
    const draft = read(
      '法規名稱：著作權法',
      '修正日期：民國 111 年 06 月 15 日',
      '法規類別：行政＞經濟部',
      '網址：https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=J0070017',
      '',
      '   第 一 章 總則',
      '第 1 條',
      '為保障著作人著作權益，特制定本法。',
      '第 10-1 條',
      '依本法取得之著作權，其保護僅及於該著作之表達。',
      '   第 二 章 著作',
      '第 11 條',
      '本法所稱著作：',
      '一、語文著作。',
      '二、音樂著作。',
    );
    expect(draft).toEqual({
      title: '著作權法',
      level: 'unknown',
      abolished: false,
      url: 'https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=J0070017',
      category: '行政＞經濟部',
      modifiedOn: '2022-06-15',
      entries: [
        { heading: '第 一 章 總則' },
        { label: '第 1 條', content: '為保障著作人著作權益，特制定本法。' },
        { label: '第 10-1 條', content: '依本法取得之著作權，其保護僅及於該著作之表達。' },
        { heading: '第 二 章 著作' },
        { label: '第 11 條', content: '本法所稱著作：\n一、語文著作。\n二、音樂著作。' },
      ],
      remarks: [],
    });
  });

  it('reads Markdown: the first heading is the title, deeper ones are the heading path', () => {
    const draft = read(
      '# 示例法',
      '',
      '依憲法制定。',
      '',
      '## 總則',
      '',
      '### 第一條',
      '甲應通知乙。',
      '',
      '## 罰則',
      '### 第十條之一（罰鍰）',
      '處罰鍰。',
    );
    expect(draft).toMatchObject({
      title: '示例法',
      foreword: '依憲法制定。',
      entries: [
        { heading: '總則', rank: 2 },
        { label: '第一條', content: '甲應通知乙。\n' },
        { heading: '罰則', rank: 2 },
        { label: '第十條之一', content: '（罰鍰）\n處罰鍰。' },
      ],
    });
  });

  it.each([
    ['a title above', ['示例法', '第一條　甲應通知乙。', '第二條　乙應答覆。']],
    ['bold labels', ['**第 1 條** 甲應通知乙。', '**第 2 條**', '乙應答覆。']],
    ['labels with text after them', ['第一條　甲應通知乙。', '第二條　乙應答覆。']],
    ['labels with text right after them', ['第一條甲應通知乙。', '第二條乙應答覆。']],
    ['labels with a colon', ['第一條：甲應通知乙。', '第二條: 乙應答覆。']],
    ['wide digits', ['第１條', '甲應通知乙。', '第２條', '乙應答覆。']],
    ['simplified characters', ['第一条 甲應通知乙。', '第二条 乙應答覆。']],
    ['English labels', ['Article 1 甲應通知乙。', 'Article 2', '乙應答覆。']],
  ])('reads %s', (_name, lines) => {
    expect(read(...lines)?.entries.map((entry) => ('content' in entry ? entry.content : ''))).toEqual([
      '甲應通知乙。',
      '乙應答覆。',
    ]);
  });

  it('does not take a citation at the start of a line for an article', () => {
    const lines = [
      '甲違反本法',
      '第十條 之規定者，依',
      '第十一條、第十二條及',
      '第二章 之規定處罰。',
      '第五條及第六條之規定，準用之。',
      '第七條規定，亦同。',
      '第八條甲項所定者，亦同。',
    ];
    expect(read('第 9 條', ...lines, '第 10 條', '乙。')?.entries).toEqual([
      { label: '第 9 條', content: lines.join('\n') },
      { label: '第 10 條', content: '乙。' },
    ]);
  });

  it('a blank line ends what lacks its full stop', () => {
    expect(read('第一條 如附表', '', '第二條 乙。')?.entries).toEqual([
      { label: '第一條', content: '如附表\n' },
      { label: '第二條', content: '乙。' },
    ]);
  });

  it.each([
    [['示例法', '第一條', '甲。'], '示例法'],
    [['本法依憲法制定，其目的如下。', '第一條', '甲。'], '示例法'],
    [['第一條', '甲。'], '示例法'],
    [['修正日期：2020-01-02', '名稱：別法', '第一條', '甲。'], '別法'],
  ])('finds the title in %j, or in the file name', (lines, title) => {
    expect(read(...lines)?.title).toBe(title);
  });

  it('knows an abolished statute', () => {
    expect(read('示例法', '廢止日期：民國 90 年 1 月 1 日', '第一條', '甲。')?.abolished).toBe(true);
    expect(read('示例法', '第一條', '甲。')?.abolished).toBe(false);
  });

  it('is undefined where no line begins an article', () => {
    expect(read('你好。', '依第一條規定。')).toBeUndefined();
    expect(read('# 第一章 總則')).toBeUndefined();
  });

  const numbersIn = (...lines: readonly string[]) =>
    read(...lines)?.entries.flatMap((entry) => ('content' in entry ? [parseArticleNumber(entry.label)] : [])) ?? [];

  it.each([
    ['a list without full stops', ['第一條　分類如下：', '一、甲類', '二、乙類', '第二條　乙。'], ['1', '2']],
    ['a note in brackets', ['第一條　甲，適用之（附表）', '第二條　乙。'], ['1', '2']],
    ['a sentence without its end', ['第一條　甲應依規定辦理', '第二條', '乙。'], ['1', '2']],
    ['several deleted at once', ['第一條　甲。', '第二條、第三條（刪除）', '第四條　丁。'], ['1', '2', '3', '4']],
    [
      'a range deleted at once',
      ['第 1 條', '甲。', '', '第 2 條至第 4 條（刪除）', '', '第 5 條', '戊。'],
      ['1', '2', '3', '4', '5'],
    ],
    ['a subnumber between', ['第一條　甲', '第一條之一　甲', '第二條　乙'], ['1', '1-1', '2']],
    ['an excerpt of a statute', ['第 5 條', '戊。', '第 9 條', '壬。', '第 12-1 條', '子。'], ['5', '9', '12-1']],
  ])('opens an article whose number follows, after %s', (_name, lines, numbers) => {
    expect(numbersIn(...lines)).toEqual(numbers);
  });

  it('leaves the numbers of pages out, and joins the sentence around them', () => {
    const draft = read(
      '示範法',
      '',
      '第一條　為管理示範事業，特制定本法，其未規定者，適用其他法律關於各該事項之',
      '',
      '- 1 -',
      '',
      '規定辦理之。',
      '第二條　本法之主管機關為示範部。',
      '第 2 頁，共 3 頁',
      '第三條　本法自公布日施行。',
    );
    expect(draft?.entries).toEqual([
      {
        label: '第一條',
        content: '為管理示範事業，特制定本法，其未規定者，適用其他法律關於各該事項之規定辦理之。',
      },
      { label: '第二條', content: '本法之主管機關為示範部。' },
      { label: '第三條', content: '本法自公布日施行。' },
    ]);
    expect(draft?.remarks).toMatchObject([{ code: 'page-numbers-left-out', place: 'line 5' }]);
  });

  it('joins the lines that a page of 30 characters broke, and keeps those that end where they should', () => {
    const paragraph = '主管機關得派員攜帶證明文件，進入公私場所檢查或鑑定設施，並令提供有關資料，受檢查者不得拒絕。';
    const lines = ['第一條　' + paragraph, paragraph, '第二條　' + paragraph].flatMap(
      (line) => line.match(/.{1,30}/g) ?? [],
    );
    expect(read('示範法', ...lines)?.entries).toEqual([
      { label: '第一條', content: `${paragraph}\n${paragraph}` },
      { label: '第二條', content: paragraph },
    ]);
  });

  it('a paragraph that begins with a citation opens no article; the article of that number is what stands under its label', () => {
    const lines = [
      '第 16-2 條',
      '甲公司得合併乙公司。',
      '第十七條有關收買股份之規定，於甲公司不適用之。',
      '乙應公告。',
    ];
    const draft = read('示範公司法', ...lines, '第 17 條', '公司分割時，應作成計畫。');
    expect(draft?.entries).toEqual([
      { label: '第 16-2 條', content: lines.slice(1).join('\n') },
      { label: '第 17 條', content: '公司分割時，應作成計畫。' },
    ]);
    expect(draft?.remarks).toEqual([]);
  });

  it('a citation alone on a wrapped line is text, with a warning that names the line', () => {
    const draft = read(
      '示範公司法',
      '第 1 條',
      '準用第二百條、第二百零一條及',
      '第二百零二條',
      '之規定。',
      '第 2 條',
      '乙。',
    );
    expect(draft?.entries).toMatchObject([
      { content: '準用第二百條、第二百零一條及\n第二百零二條\n之規定。' },
      { label: '第 2 條' },
    ]);
    expect(draft?.remarks).toEqual([
      {
        code: 'article-not-opened',
        place: 'line 4',
        sentence:
          '"第二百零二條" begins like article 202, but its place or form is not an article\'s; it was kept as text of article 1.',
      },
    ]);
  });

  it('knows headings below an unfinished line by their number', () => {
    const lines = ['第 一 章 總則', '第一條　如附表', '第 二 章 罰則', '第二條　處罰如附表'];
    expect(read(...lines)?.entries.filter((entry) => 'heading' in entry)).toEqual([
      { heading: '第 一 章 總則' },
      { heading: '第 二 章 罰則' },
    ]);
  });

  it('says that a text does not name its statute', () => {
    expect(read('第一條', '甲。')?.remarks).toMatchObject([{ code: 'title-missing' }]);
  });

  it('takes an address for the statute’s own only where it is labelled so', () => {
    const other = 'https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=J0070017';
    expect(read('甲法', `參考 ${other}`, other, '第一條', '甲。')?.url).toBeUndefined();
    expect(read('甲法', `法規網址：${other}`, '第一條', '甲。')?.url).toBe(other);
  });

  it('any rising numbers are read back, each with its text, whatever the lines end with', () => {
    const steps = fc.array(fc.tuple(fc.constantFrom('main', 'sub'), fc.constantFrom('。', '', '；', '，')), {
      minLength: 1,
      maxLength: 40,
    });
    fc.assert(
      fc.property(steps, fc.constantFrom('　', '\n'), (kinds, separator) => {
        let [main, sub] = [1, 0];
        const articles = kinds.map(([kind, end], index) => {
          if (index > 0 && kind === 'main') [main, sub] = [main + 1, 0];
          else if (index > 0) sub++;
          return { number: sub === 0 ? String(main) : `${main}-${sub}`, text: `甲應通知乙${end}` };
        });
        const lines = articles.map(({ number, text }) => `第 ${number} 條${separator}${text}`);
        expect(numbersIn('示範法', ...lines)).toEqual(articles.map(({ number }) => number));
      }),
    );
  });

  it('reads 100,000 lines that might be articles in work that grows with them', () => {
    const lines = Array.from({ length: 100_000 }, (_, index) => `第 ${(index * 7919) % 1000} 條`);
    expect(draftTextStatute(lines.join('\n'), '示範法')?.entries.length).toBeGreaterThan(100);
  });
});
