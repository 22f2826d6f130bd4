import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { draftOriginalStatute, isOriginalStatute } from './original.js';

function aLaw(articles: readonly unknown[], section = '未分類節') {
  return { law_name: '示例法', chapters: [{ chapter: '第一章 總則', sections: [{ section, articles }] }] };
}

const metadata = { id: '示例法_第一章', page_range: { start: 1, end: 1 }, spans: [] };

const item = (label: string, content: string) => ({ item: label, item_no: 1, content, metadata });

describe('draftOriginalStatute', () => {
  it('reads the newer keys: paragraphs, subparagraphs and items, each once', () => {
    const items = [item('一', '繪畫。'), item('二', '版畫。')];
    const subparagraphs = [
      { subparagraph: '一', content: '美術：', items, sub_sub_items: items },
      { subparagraph: '二', content: '音樂。', items: [] },
    ];
    const paragraphs = [
      { paragraph: '1', content: '本法所稱著作如下：', subparagraphs, sub_items: subparagraphs, metadata },
      { paragraph: '2', content: '前項例示，由主管機關訂定。', subparagraphs: [] },
    ];
    const law = aLaw([
      { article: '第5條', article_no: 5, type_en: 'article', content: '', paragraphs, items: paragraphs, metadata },
    ]);
    expect(draftOriginalStatute(law)).toEqual({
      title: '示例法',
      level: 'unknown',
      abolished: false,
      entries: [
        { heading: '第一章 總則', rank: 2 },
        {
          label: '第5條',
          content: '本法所稱著作如下：\n一、美術：\n（一）繪畫。\n（二）版畫。\n二、音樂。\n前項例示，由主管機關訂定。',
        },
      ],
      remarks: [],
    });
  });

  it('reads the older keys: items are paragraphs, sub_items their subparagraphs', () => {
    const items = [
      { item: '1', content: '下列各款：', sub_items: [{ sub_item: '一', content: '申請。', metadata }], metadata },
      { item: '2', content: '前項申請，應以書面為之。', sub_items: [], metadata },
    ];
    const { entries } = draftOriginalStatute(
      aLaw([{ article: '第 2 條', content: '', items, metadata }], '第一節 通則'),
    );
    expect(entries).toEqual([
      { heading: '第一章 總則', rank: 2 },
      { heading: '第一節 通則', rank: 3 },
      { label: '第 2 條', content: '下列各款：\n一、申請。\n前項申請，應以書面為之。' },
    ]);
  });

  it('does not repeat lists that the content holds already, nor labels that their text has', () => {
    const paragraphs = [
      { paragraph: '1', content: '如下：', subparagraphs: [{ subparagraph: '一', content: '一、申請。', items: [] }] },
    ];
    const { entries } = draftOriginalStatute(
      aLaw([
        { article: '第1條', content: '如下：\n一、申請。', paragraphs },
        { article: '第2條', content: '', paragraphs },
      ]),
    );
    expect(entries.slice(1)).toEqual([
      { label: '第1條', content: '如下：\n一、申請。' },
      { label: '第2條', content: '如下：\n一、申請。' },
    ]);
  });

  it('reads articles that stand outside of chapters and sections, and drops the mark of an unnamed one', () => {
    const law = {
      law_name: '法規名稱：示例法',
      articles: [{ article: '第1條', content: '甲。' }],
      chapters: [{ chapter: '未分類', articles: [{ article: '第2條', content: '乙。' }], sections: [] }],
    };
    expect(draftOriginalStatute(law)).toMatchObject({
      title: '示例法',
      entries: [
        { label: '第1條', content: '甲。' },
        { label: '第2條', content: '乙。' },
      ],
    });
  });

  it.each([
    [
      'a chapter',
      { law_name: '示例法', chapters: ['x', ...aLaw([{ article: '第1條', content: '甲。' }]).chapters] },
      'chapter 1',
    ],
    ['an article', aLaw([7, { article: '第1條', content: '甲。' }]), 'chapter 1, section 1, article 1'],
    [
      'a content',
      aLaw([
        { article: '第2條', content: 7 },
        { article: '第1條', content: '甲。' },
      ]),
      '第2條',
    ],
    [
      'a list',
      aLaw([
        {
          article: '第2條',
          content: '',
          paragraphs: [{ paragraph: '1', content: '如下：', subparagraphs: ['一、申請'] }],
        },
        { article: '第1條', content: '甲。' },
      ]),
      '第2條',
    ],
  ])('%s that is something else is a warning, and the rest is read', (_name, law, place) => {
    const { remarks, entries } = draftOriginalStatute(law);
    expect(remarks).toMatchObject([{ code: 'article-not-text', place }]);
    expect(entries.at(-1)).toEqual({ label: '第1條', content: '甲。' });
  });

  it('loses the text of no subparagraph or item, in either generation of keys', () => {
    const text = fc.stringMatching(/^[甲乙丙丁戊]{1,6}。$/);
    const label = fc.constantFrom('一', '二', '1', '');
    const items = fc.array(fc.record({ item: label, content: text }), { maxLength: 3 });
    const newer = fc.record({
      paragraph: label,
      content: fc.oneof(text, fc.constant('')),
      subparagraphs: fc.array(fc.record({ subparagraph: label, content: text, items }), { maxLength: 3 }),
    });
    const older = fc.record({
      item: label,
      content: text,
      sub_items: fc.array(fc.record({ sub_item: label, content: text }), { maxLength: 3 }),
    });
    const lists = fc.oneof(fc.record({ paragraphs: fc.array(newer) }), fc.record({ items: fc.array(older) }));
    fc.assert(
      fc.property(fc.oneof(text, fc.constant('')), lists, (content, below) => {
        const entry = draftOriginalStatute(aLaw([{ article: '第1條', content, ...below }])).entries.at(-1);
        const read = entry !== undefined && 'content' in entry ? entry.content : '';
        for (const [each] of JSON.stringify(below).matchAll(/[甲乙丙丁戊]+。/g)) expect(read).toContain(each);
        expect(read).toContain(content);
      }),
    );
  });
});

describe('isOriginalStatute', () => {
  it('is told by a law_name and a list below it', () => {
    expect(isOriginalStatute(aLaw([]))).toBe(true);
    expect(
      [null, [], { law_name: '示例法' }, { chapters: [] }, { law_name: '示例法', chapters: 'x' }].some(
        isOriginalStatute,
      ),
    ).toBe(false);
  });
});
