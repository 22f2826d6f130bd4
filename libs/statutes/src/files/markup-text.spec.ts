import { describe, expect, it } from 'vitest';
import type { StatuteReadEvent } from '../formats/statute-draft.js';
import { bytesOf, zipOf } from '../testing/statutes-for-tests.js';
import { readStatutes } from './read-statutes.js';

async function eventsOf(content: string | Uint8Array): Promise<readonly StatuteReadEvent[]> {
  const events: StatuteReadEvent[] = [];
  for await (const event of readStatutes(bytesOf(content), { fileName: 'laws' })) events.push(event);
  return events;
}

async function read(content: string | Uint8Array) {
  const events = await eventsOf(content);
  return {
    statutes: events.flatMap((event) => (event.kind === 'statute' ? [event.statute] : [])),
    codes: events.flatMap((event) => (event.kind === 'warning' ? [event.warning.code] : [])),
  };
}

const page = `<!DOCTYPE html><html lang="zh-Hant"><head><title>樣本法-全國法規資料庫</title>
<link rel="canonical" href="https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=Z0000009"><script>第 9 條</script></head>
<body><nav>回首頁<br>第 8 條</nav><main><table><tr><th>法規名稱：</th><td>樣本法</td></tr></table>
<div class="h3">第 一 章 總則</div>
<div class="row"><div class="col-no"><a name="1">第 1 條</a></div><div class="col-data"><div class="line-0000">為樣本，特制定<b>本法</b>。</div></div></div>
<div class="row"><div class="col-no">第 2 條</div><div><div>適用如下：</div><div>一、甲。</div></div></div></main>
<footer>第 3 條</footer></body></html>`;

const wordXml = (...paragraphs: readonly string[]) =>
  `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs
    .map((text) => `<w:p><w:r><w:t>${text}</w:t></w:r></w:p>`)
    .join('')}</w:body></w:document>`;

describe('pages and documents', () => {
  it('an HTML page is read without its navigation, by the address that it declares', async () => {
    const { statutes, codes } = await read(page);
    expect(codes).toEqual([]);
    expect(statutes).toMatchObject([
      {
        id: 'Z0000009',
        title: '樣本法',
        articles: [
          { number: '1', headingPath: ['第 一 章 總則'], text: '為樣本，特制定本法。' },
          { number: '2', text: '適用如下：\n一、甲。' },
        ],
      },
    ]);
  });

  it('a page nested without end, or of no statute, is one error', async () => {
    await expect(eventsOf(`<html>${'<div>'.repeat(20_000)}`)).rejects.toMatchObject({ fault: 'unknown-format' });
    await expect(eventsOf('<html><body>你好')).rejects.toThrow('numbering');
  });

  it('a Word document is read by its paragraphs', async () => {
    const types = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`;
    const relations = `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`;
    const document = await zipOf({
      '[Content_Types].xml': types,
      '_rels/.rels': relations,
      'word/document.xml': wordXml('樣本法', '第一條　甲。', '第二條', '乙。'),
    });
    expect(await read(document)).toMatchObject({
      statutes: [
        {
          title: '樣本法',
          articles: [
            { number: '1', text: '甲。' },
            { number: '2', text: '乙。' },
          ],
        },
      ],
      codes: [],
    });
    await expect(eventsOf(await zipOf({ 'word/document.xml': 'no' }))).rejects.toThrow('Word document');
  });
});

describe('numberings', () => {
  it.each([
    [
      '§',
      [
        'Bürgerliches Gesetzbuch',
        '§ 1 Beginn der Rechtsfähigkeit',
        'Die Rechtsfähigkeit beginnt.',
        '§ 2 Eintritt',
        'Nach § 1 Abs. 2',
        '§ 1 Abs. 3 gilt.',
        '§ 2a Wohnsitz',
        'Der Wohnsitz.',
      ],
      ['1', '2', '2a'],
    ],
    [
      'Section',
      [
        'Sample Act',
        'Section 1. Short title.',
        'This Act may be cited.',
        'Section 2. Definitions.',
        'In this Act',
        'section 1 applies.',
      ],
      ['1', '2'],
    ],
    [
      'SEC.',
      ['SAMPLE ACT', 'SEC. 101. SHORT TITLE.', 'This Act may be cited.', 'SEC. 102. DEFINITIONS.', 'In this Act.'],
      ['101', '102'],
    ],
    [
      'Art.',
      ['Loi', 'Art. 1er. Les hommes naissent libres.', 'Art. 2. Le but de toute association.', 'Art. 3. Le principe.'],
      ['1', '2', '3'],
    ],
    [
      'Article L.',
      ['Code du travail', 'Article L1221-1', 'Le contrat de travail.', 'Article L1221-2', 'Le contrat.'],
      ['L1221-1', 'L1221-2'],
    ],
    [
      '第…条の…',
      [
        '民法',
        '第一条　私権は、公共の福祉に適合しなければならない。',
        '第一条の二　この法律は。',
        '第二条　解釈。',
        '２　前項の規定。',
      ],
      ['1', '1-2', '2'],
    ],
    [
      'Article with chapters',
      ['Chapter I General', 'Article 1 This Act is enacted.', 'Article 5 of this Act applies.', 'Article 2 Terms.'],
      ['1', '2'],
    ],
  ])('%s is read', async (_name, lines, numbers) => {
    const { statutes } = await read(lines.join('\n'));
    expect(statutes[0]?.articles.map(({ number }) => number)).toEqual(numbers);
  });

  it('one that is not known is one error that says so', async () => {
    await expect(eventsOf('Sample Act\n1 Short title\nThis Act.\n2 Terms\nIn this Act.')).rejects.toThrow(
      'the numbering of its articles was not recognised',
    );
  });
});
