import iconv from 'iconv-lite';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { StatuteReadEvent } from '../formats/statute-draft.js';
import { bytesOf, inChunks, zipOf } from '../testing/statutes-for-tests.js';
import { readStatutes } from './read-statutes.js';

async function eventsOf(content: string | Uint8Array, size = Infinity): Promise<readonly StatuteReadEvent[]> {
  const events: StatuteReadEvent[] = [];
  const source = size === Infinity ? bytesOf(content) : inChunks(Buffer.from(content), size);
  for await (const event of readStatutes(source, { fileName: 'laws' })) events.push(event);
  return events;
}

async function read(content: string | Uint8Array, size?: number) {
  const events = await eventsOf(content, size);
  return {
    statutes: events.flatMap((event) => (event.kind === 'statute' ? [event.statute] : [])),
    codes: events.flatMap((event) => (event.kind === 'warning' ? [event.warning.code] : [])),
  };
}

const json = {
  LawLevel: '法律',
  LawName: '樣本法',
  LawURL: 'https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=Z0000009',
  LawCategory: '行政＞測試',
  LawModifiedDate: '20260102',
  LawAbandonNote: '',
  LawForeword: '',
  LawArticles: [
    { ArticleType: 'C', ArticleNo: '', ArticleContent: '   第 一 章 總則' },
    { ArticleType: 'A', ArticleNo: '第 1 條', ArticleContent: '為樣本＆測試，特制定本法。' },
    {
      ArticleType: 'A',
      ArticleNo: '第 1-1 條',
      ArticleContent: '有下列情形者，適用之：\n第五條 之情形。\n第六條　情形。',
    },
  ],
};

const chineseXml = `<?xml version="1.0" encoding="UTF-8"?>
<LAWS UpdateDate="2026/1/2 上午 12:00:00">
  <法規>
    <法規性質>法律</法規性質>
    <法規名稱>樣本法</法規名稱>
    <法規網址>https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=Z0000009</法規網址>
    <法規類別>行政＞測試</法規類別>
    <最新異動日期>20260102</最新異動日期>
    <廢止註記>
    </廢止註記>
    <附件><檔案><檔案名稱>表.PDF</檔案名稱></檔案></附件>
    <沿革內容><![CDATA[1.制定公布]]></沿革內容>
    <前言><![CDATA[]]></前言>
    <法規內容>
      <編章節>   第 一 章 總則</編章節>
      <條文><條號>第 1 條</條號><條文內容>為樣本＆測試，特制定本法。</條文內容></條文>
      <條文><條號>第 1-1 條</條號><條文內容><![CDATA[有下列情形者，適用之：
第五條 之情形。
第六條　情形。]]></條文內容></條文>
    </法規內容>
  </法規>
</LAWS>`;

const englishNamesXml = `<?xml version="1.0" encoding="utf-8"?>
<Laws UpdateDate="2026/1/2"><Law><LawLevel>法律</LawLevel><LawName>樣本法</LawName>
<LawURL>https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=Z0000009</LawURL><LawCategory>行政＞測試</LawCategory>
<LawModifiedDate>20260102</LawModifiedDate><LawAbandonNote>
</LawAbandonNote><LawForeword></LawForeword><LawArticles>
<Article><ArticleType>C</ArticleType><ArticleNo></ArticleNo><ArticleContent>第 一 章 總則</ArticleContent></Article>
<Article><ArticleType>A</ArticleType><ArticleNo>第 1 條</ArticleNo><ArticleContent>為樣本＆測試，特制定本法。</ArticleContent></Article>
<Article><ArticleType>A</ArticleType><ArticleNo>第 1-1 條</ArticleNo><ArticleConctent>有下列情形者，適用之：
第五條 之情形。
第六條　情形。</ArticleConctent></Article>
</LawArticles></Law></Laws>`;

describe('the ministry’s XML', () => {
  it.each([
    ['with Chinese names', chineseXml],
    ['with English names', englishNamesXml],
    ['of one statute', chineseXml.replace(/<\?xml[^]*?(?=<法規>)|<\/LAWS>/g, '')],
  ])('%s is read as the JSON of the same statute is, however it is cut', async (_name, xml) => {
    const { statutes } = await read(JSON.stringify({ Laws: [json] }));
    expect(statutes).toMatchObject([{ id: 'Z0000009', articles: [{ number: '1' }, { number: '1-1' }] }]);
    for (const size of [3, 1000]) expect(await read(xml, size)).toEqual({ statutes, codes: [] });
  });

  it('of former versions gives statutes of their own that are not in force', async () => {
    const address = 'LawAll.aspx?pcode=Z0000009';
    const former = chineseXml.replace(address, 'LawOldVer.aspx?pcode=Z0000009&amp;lnndate=20050101&amp;lser=001');
    const current = await read(chineseXml);
    const { statutes, codes } = await read(former);
    expect(current.statutes).toMatchObject([{ id: 'Z0000009', abolished: false }]);
    expect(statutes).toMatchObject([{ id: 'Z0000009.20050101-1', abolished: true }]);
    expect(codes).toEqual([]);
  });

  it('in which a statute stands twice gives the one that was amended later', async () => {
    const [, head = '', law = ''] = /^([\s\S]*?)(<法規>[\s\S]*<\/法規>)/.exec(chineseXml) ?? [];
    const older = law.replace('20260102', '20050101').replaceAll('樣本＆測試', '從前');
    const both = async (...laws: readonly string[]) => {
      const { statutes, codes } = await read(`${head}${laws.join('\n')}</LAWS>`);
      return { last: statutes.at(-1)?.modifiedOn, codes };
    };
    expect(await both(law, older)).toEqual({ last: '2026-01-02', codes: ['statute-repeated'] });
    expect(await both(older, law)).toEqual({ last: '2026-01-02', codes: ['statute-repeated'] });
  });

  it('of a translation is read by its English title', async () => {
    const { statutes } = await read(
      `<法規><英文法規名稱>Sample Act</英文法規名稱><中文法規名稱>樣本法</中文法規名稱><法規網址>http://law.moj.gov.tw/Eng/LawContent.aspx?PCODE=Z0000009</法規網址><最新英文異動日期>20200304</最新英文異動日期><法規內容><條文><條號>Article 1</條號><條文內容>This Act is a sample.</條文內容></條文></法規內容></法規>`,
    );
    expect(statutes).toMatchObject([{ id: 'Z0000009.en', title: 'Sample Act', modifiedOn: '2020-03-04' }]);
  });

  it.each([
    ['of something else', '<?xml version="1.0"?><rss><item>第一條 甲。</item></rss>', 'unknown-format'],
    ['cut short', chineseXml.slice(0, -40), 'cut-short'],
    ['with a wrong tag', chineseXml.replace('</條號>', '</條>'), 'not-xml'],
    ['with an entity of its own', chineseXml.replace('為樣本', '&bomb;'), 'not-xml'],
    ['without end', `<LAWS><法規><法規名稱>${'甲'.repeat(64_000_001)}`, 'too-large'],
    ['nested without end', '<a>'.repeat(100_000), 'too-large'],
  ])('%s is one error', async (_name, xml, fault) => {
    await expect(eventsOf(xml)).rejects.toMatchObject({ name: 'StatuteFileError', fault });
  });

  it('that is broken within a statute gives out none that it left its mark on', async () => {
    const second = /<法規>[^]*<\/法規>/.exec(chineseXml)?.[0] ?? '';
    const broken = second.replace('為樣本', '&bomb;').replaceAll(/<!\[CDATA\[|\]\]>/g, '');
    const events = readStatutes(bytesOf(chineseXml.replace('</LAWS>', `${broken}</LAWS>`)), { fileName: 'laws' });
    expect((await events.next()).value).toMatchObject({ kind: 'statute' });
    await expect(events.next()).rejects.toMatchObject({ fault: 'not-xml' });
  });
});

const largeZip = await zipOf({ 'a.json': Buffer.alloc(80_000_000, ' ') });

describe('archives', () => {
  it('a zip of the ministry is read as its files are; what is no statute in it is passed over', async () => {
    const zip = await zipOf({ 'ChLaw.xml': englishNamesXml, 'schema.csv': 'a,b', 'manifest.csv': '甲' });
    expect((await read(zip, 50)).statutes).toEqual((await read(englishNamesXml)).statutes);
    const both = await read(
      await zipOf({ 'FalVMingLing/A.xml': chineseXml, 'FalVMingLing/B.txt': '乙法\n第一條\n乙。' }),
    );
    expect(both.statutes.map(({ title }) => title)).toEqual(['樣本法', '乙法']);
  });

  const textOf = (title: string) => `${title}\n第一條\n甲。`;
  const titlesIn = async (files: Readonly<Record<string, string | Uint8Array>>) => {
    const events = await eventsOf(await zipOf(files));
    return {
      titles: events.flatMap((event) => (event.kind === 'statute' ? [event.statute.title] : [])),
      leftOut: events.flatMap((event) => (event.kind === 'warning' ? [event.warning.sentence] : [])),
    };
  };

  it('within an archive are read, one level of them; files of other kinds are named', async () => {
    const inner = { '乙.zip': await zipOf({ 'b.txt': textOf('乙法') }), 'c.txt': textOf('丙法') };
    const files = { '甲 (1).TXT': textOf('甲法'), 'no ending': textOf('丁法'), 'inner.zip': await zipOf(inner) };
    const { titles, leftOut } = await titlesIn({ ...files, 'e.txt.gz': gzipSync(textOf('戊法')), 'x.pdf': '%PDF' });
    expect(titles).toEqual(['甲法', '丁法', '丙法', '戊法']);
    expect(leftOut).toEqual([
      '1 file of the archive is of no kind that is read: 乙.zip.',
      '1 file of the archive is of no kind that is read: x.pdf.',
    ]);
    expect((await read(gzipSync(await zipOf({ 'a.txt': textOf('甲法') })))).statutes).toHaveLength(1);
  });

  it('hold files that are no statutes, and are read all the same: those are named, what a system adds is not', async () => {
    const { titles, leftOut } = await titlesIn({
      'README.txt': 'These are statutes.',
      'a.txt': textOf('甲法'),
      '__MACOSX/._a.txt': Buffer.from('0005160700020000', 'hex'),
      '.DS_Store': 'x',
    });
    expect(titles).toEqual(['甲法']);
    expect(leftOut).toEqual([expect.stringContaining('the numbering of its articles was not recognised')]);
    await expect(titlesIn({ 'README.txt': 'These are statutes.' })).rejects.toMatchObject({ fault: 'unknown-format' });
  });

  it('bound what they unpack to with all that lies in them', async () => {
    const half = gzipSync(Buffer.alloc(40_000_000, ' '));
    await expect(titlesIn({ 'a.gz': half, 'b.gz': half })).rejects.toMatchObject({ fault: 'unpacks-too-far' });
  });

  it.each([
    ['gzip', gzipSync(Buffer.concat([Buffer.from('{"Laws":['), Buffer.alloc(80_000_000, ' ')]))],
    ['zip', largeZip],
  ])('a little %s that unpacks to very much is refused', async (_name, bytes) => {
    await expect(eventsOf(bytes)).rejects.toMatchObject({ fault: 'unpacks-too-far' });
  });
});

describe('encodings', () => {
  const text = '樣本法\n第一條　為保障人民權益，促進國家發展，特制定本法。\n第二條　本法所稱主管機關，為內政部。\n';

  it.each([
    ['Big5', iconv.encode(text, 'big5')],
    ['UTF-16', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['Big5 with a character of its own', Buffer.concat([iconv.encode(text, 'big5'), Buffer.from([0xfe, 0xfe, 0x0a])])],
  ])('%s is read, and said', async (_name, bytes) => {
    const { statutes, codes } = await read(bytes);
    expect(statutes).toMatchObject([{ title: '樣本法', articles: [{ number: '1' }, { number: '2' }] }]);
    expect(codes[0]).toBe('encoding-not-utf-8');
  });

  it('what an encoding can’t say is U+FFFD, counted', async () => {
    const bytes = Buffer.concat([iconv.encode(text.repeat(3), 'big5'), Buffer.from([0xa4, 0x0a])]);
    expect((await read(bytes)).codes).toContain('characters-replaced');
  });
});

describe('look-alikes of characters', () => {
  it('are folded before anything is recognised, and counted', async () => {
    const lines = ['示範條例', '第⼀條　甲。', '第⼆條　⼈之權利。', '第\u200b三條　丙\u00ad。', '第⼗條　癸。'];
    const events = await eventsOf(lines.join('\n'));
    expect(events).toMatchObject([
      { kind: 'warning', warning: { code: 'characters-folded', sentence: expect.stringContaining('6 characters') } },
      {
        statute: {
          articles: [
            { number: '1' },
            { number: '2', text: '人之權利。' },
            { number: '3', text: '丙。' },
            { number: '10' },
          ],
        },
      },
    ]);
    const inJson = { ...json, LawArticles: [{ ArticleType: 'A', ArticleNo: '第 ⼀ 條', ArticleContent: '⼈。' }] };
    expect((await read(JSON.stringify({ Laws: [inJson] }))).statutes).toMatchObject([
      { articles: [{ number: '1', text: '人。' }] },
    ]);
  });
});

describe('bounds', () => {
  it.each([
    ['an article of very many lines', `甲法\n第一條　甲。\n第二條\n${'a\n'.repeat(30_000)}`, 'article-too-long'],
    [
      'a title without end',
      JSON.stringify({ ...json, LawName: '甲'.repeat(10_000), LawArticles: json.LawArticles.slice(0, 2) }),
      'name-too-long',
    ],
  ])('%s is cut or left out, and said', async (_name, content, code) => {
    const { statutes, codes } = await read(content);
    expect(codes).toContain(code);
    expect(statutes[0]?.articles.length).toBe(1);
    expect(statutes[0]?.title.length).toBeLessThan(501);
  });

  it('a text of more lines than any statute is refused before it is read', async () => {
    await expect(eventsOf(`甲法\n第一條\n${'a\n'.repeat(300_000)}`)).rejects.toMatchObject({ fault: 'too-large' });
  });
});
