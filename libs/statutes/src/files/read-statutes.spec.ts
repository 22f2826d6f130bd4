import fc from 'fast-check';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Statute } from '../statute.js';
import { bytesOf, inChunks } from '../testing/statutes-for-tests.js';
import { readStatutes } from './read-statutes.js';
import type { StatuteReadEvent, StatuteWarning } from '../formats/statute-draft.js';

async function eventsOf(source: AsyncIterable<Uint8Array>): Promise<readonly StatuteReadEvent[]> {
  const events: StatuteReadEvent[] = [];
  for await (const event of readStatutes(source, { fileName: 'laws' })) events.push(event);
  return events;
}

async function read(content: unknown): Promise<{ statutes: readonly Statute[]; warnings: readonly StatuteWarning[] }> {
  const events = await eventsOf(bytesOf(typeof content === 'string' ? content : JSON.stringify(content)));
  return {
    statutes: events.flatMap((event) => (event.kind === 'statute' ? [event.statute] : [])),
    warnings: events.flatMap((event) => (event.kind === 'warning' ? [event.warning] : [])),
  };
}

function aLaw(name: string, pcode: string, ...contents: readonly string[]) {
  const LawArticles = contents.map((ArticleContent, index) => ({
    ArticleType: 'A',
    ArticleNo: `第 ${index + 1} 條`,
    ArticleContent,
  }));
  return {
    LawLevel: '法律',
    LawName: name,
    LawURL: `https://law.moj.gov.tw/?pcode=${pcode}`,
    LawModifiedDate: '20220615',
    LawArticles,
  };
}

const bulk = {
  UpdateDate: '2024/10/11',
  Laws: [aLaw('甲法', 'A0000001', '甲應通知乙。', '（刪除）'), aLaw('乙法', 'A0000002', '乙\r\n，亦同。')],
};

describe('readStatutes', () => {
  it('reads a bulk file the same plain, zipped, with a byte order mark and however it is cut', async () => {
    const expected = await eventsOf(bytesOf(JSON.stringify(bulk)));
    expect(expected.map((event) => event.kind === 'statute' && event.statute.id)).toEqual(['A0000001', 'A0000002']);
    await fc.assert(
      fc.asyncProperty(
        fc.boolean(),
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 500 }),
        async (mark, zip, pretty, size) => {
          const text = (mark ? '\ufeff' : '') + JSON.stringify(bulk, null, pretty ? 1 : 0);
          const bytes = zip ? gzipSync(text) : Buffer.from(text);
          expect(await eventsOf(inChunks(bytes, size))).toEqual(expected);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives a statute whole', async () => {
    const { statutes } = await read({ Laws: [aLaw('甲法', 'A0000001', '甲應通知乙。\r\n前項通知，以書面為之。')] });
    expect(statutes).toEqual([
      {
        id: 'A0000001',
        title: '甲法',
        level: 'law',
        language: 'zh-Hant',
        url: 'https://law.moj.gov.tw/?pcode=A0000001',
        modifiedOn: '2022-06-15',
        abolished: false,
        articles: [
          {
            number: '1',
            headingPath: [],
            text: '甲應通知乙。\n前項通知，以書面為之。',
            paragraphs: [
              { number: 1, text: '甲應通知乙。', subparagraphs: [] },
              { number: 2, text: '前項通知，以書面為之。', subparagraphs: [] },
            ],
            repealed: false,
          },
        ],
      },
    ]);
  });

  it.each([
    ["the ministry's Chinese keys", { 法規名稱: '甲法', 法規內容: [{ 條號: '第 1 條', 條文內容: '甲。' }] }],
    [
      'the original system',
      {
        laws: [
          {
            law_name: '甲法',
            chapters: [
              {
                chapter: '第一章',
                sections: [{ section: '未分類', articles: [{ article: '第1條', content: '甲。' }] }],
              },
            ],
          },
        ],
      },
    ],
    [
      'a bare Law of it',
      {
        law_name: '甲法',
        chapters: [
          { chapter: '第一章', sections: [{ section: '未分類', articles: [{ article: '第1條', content: '甲。' }] }] },
        ],
      },
    ],
    [
      'a list of statutes',
      [{ LawName: '甲法', LawArticles: [{ ArticleType: 'A', ArticleNo: '1', ArticleContent: '甲。' }] }],
    ],
    ['plain text', '甲法\n第一條\n甲。\n'],
    ['Markdown', '# 甲法\n\n## 第一條\n\n甲。\n'],
    ['Markdown that begins with a link', '[甲法](https://law.example)\n\n第一條\n甲。\n'],
  ])('sees %s from the content', async (_name, content) => {
    const { statutes, warnings } = await read(content);
    expect(statutes).toMatchObject([{ articles: [{ number: '1', text: '甲。' }] }]);
    expect(warnings).toEqual([]);
  });

  it('a bad article among good ones is a warning that names file, statute and place', async () => {
    const law = aLaw('甲法', 'A0000001', '甲。', '乙。');
    const LawArticles = [
      ...law.LawArticles,
      { ArticleType: 'A', ArticleNo: '第二條', ArticleContent: '丙。' },
      { ArticleType: 'A', ArticleNo: '第 3 條', ArticleContent: 3 },
    ];
    const { statutes, warnings } = await read({ Laws: [{ ...law, LawArticles }] });
    expect(statutes[0]?.articles.map(({ text }) => text)).toEqual(['甲。', '乙。']);
    expect(warnings).toEqual([
      {
        file: 'laws',
        statute: '甲法',
        place: '第 3 條',
        code: 'article-not-text',
        sentence: 'The content of 第 3 條 is a number; it was left out.',
      },
      {
        file: 'laws',
        statute: '甲法',
        place: '第二條',
        code: 'article-number-repeated',
        sentence: 'Article 2 stands there twice; the first was kept and the second was left out.',
      },
    ]);
  });

  it('a value that is no statute, has no title, no article or a known id is a warning, and the rest is read', async () => {
    const bad = [
      7,
      { LawName: '', LawArticles: [] },
      { LawName: '空法', LawArticles: [] },
      aLaw('又甲法', 'A0000001', '丁。'),
    ];
    const { statutes, warnings } = await read({
      Laws: [aLaw('甲法', 'A0000001', '甲。'), ...bad, aLaw('乙法', 'A0000002', '乙。')],
    });
    expect(statutes.map(({ title }) => title)).toEqual(['甲法', '乙法']);
    expect(warnings.map(({ code, place }) => [code, place])).toEqual([
      ['statute-not-readable', 'line 1'],
      ['statute-not-readable', 'line 1'],
      ['statute-without-articles', '空法'],
      ['statute-repeated', '又甲法'],
    ]);
  });

  it('keeps a translation apart from its original', async () => {
    const english = aLaw('Example Act', 'A0000001', 'The competent authority under this Act is the Ministry.');
    const ids = (await read({ Laws: [aLaw('甲法', 'A0000001', '甲。'), english] })).statutes.map(({ id, language }) => [
      id,
      language,
    ]);
    expect(ids).toEqual([
      ['A0000001', 'zh-Hant'],
      ['A0000001.en', 'en'],
    ]);
  });

  it.each([
    ['nothing', '', 'empty'],
    ['blanks', ' \n\u3000', 'empty'],
    ['prose', '你好，這不是法律。', 'unknown-format'],
    ['JSON of something else', '{"name": "x", "list": [1]}', 'unknown-format'],
    ['JSON without statutes', '{"Laws": []}', 'unknown-format'],
    ['a list of something else', '[1, 2]', 'unknown-format'],
    ['JSON cut short', JSON.stringify(bulk).slice(0, -20), 'cut-short'],
    ['broken JSON', '{"Laws": [}', 'not-json'],
    ['bytes of no encoding', Buffer.from([0x41, 0xff, 0x81, 0x20, 0xff]), 'unknown-format'],
    ['a cut archive', gzipSync(JSON.stringify(bulk)).subarray(0, 60), 'broken-gzip'],
  ])('%s is one error with file, place and reason', async (_name, content, fault) => {
    await expect(eventsOf(bytesOf(content))).rejects.toMatchObject({
      name: 'StatuteFileError',
      code: 'statute-file-unreadable',
      retryable: false,
      fileName: 'laws',
      fault,
      place: expect.stringMatching(/\S/),
      message: expect.stringContaining("laws can't be read as statutes, at "),
    });
  });

  it('every file cut short is an error, wherever it is cut', async () => {
    const bytes = Buffer.from(JSON.stringify(bulk, null, 1));
    for (let length = 1; length < bytes.length; length++) {
      const fault = bytes.toString('utf8', 0, length).endsWith('\ufffd') ? 'not-utf-8' : 'cut-short';
      await expect(eventsOf(bytesOf(bytes.subarray(0, length)))).rejects.toMatchObject({ fault });
    }
  });

  it('gives out the statutes before the place where a file is cut', async () => {
    const found: string[] = [];
    const text = JSON.stringify(bulk);
    const reading = async () => {
      for await (const event of readStatutes(inChunks(Buffer.from(text.slice(0, -30)), 20), { fileName: 'laws' })) {
        if (event.kind === 'statute') found.push(event.statute.title);
      }
    };
    await expect(reading()).rejects.toThrow('in 乙法');
    expect(found).toEqual(['甲法']);
  });

  it.each([
    ['blanks before the text', ' '.repeat(3_000_000) + JSON.stringify(bulk), 2],
    ['a heading of signs', `第一條\n甲。\n# ${'#'.repeat(300_000)}x`, 1],
    ['very many lines', `第一條\n${'甲\n'.repeat(19_000)}`, 1],
    ['very many list entries', `第一條\n如下：\n${'一、甲：\n（一）乙。\n'.repeat(9_000)}`, 1],
    ['a line of marks', `第一條\n${'（'.repeat(190_000)}${'一'.repeat(190_000)}`, 1],
  ])('reads %s in time that grows with its length only', async (_name, content, count) => {
    expect((await read(content)).statutes).toHaveLength(count);
  });

  it('closes the source when the reader stops early', async () => {
    let closed = false;
    async function* source() {
      try {
        yield Buffer.from(`{"Laws":[${JSON.stringify(bulk.Laws[0])},`);
        yield Buffer.from(`${JSON.stringify(bulk.Laws[1])}]}`);
      } finally {
        closed = true;
      }
    }
    for await (const event of readStatutes(source(), { fileName: 'laws' })) if (event.kind === 'statute') break;
    expect(closed).toBe(true);
  });
});
