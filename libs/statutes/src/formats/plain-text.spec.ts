import { describe, expect, it } from 'vitest';
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
});
