import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { StatuteReadEvent } from '../formats/statute-draft.js';
import { bytesOf, zipOf } from '../testing/statutes-for-tests.js';
import { readStatutes } from './read-statutes.js';

/** A Word document of this body, whose end tags may be missing. */
function wordOf(body: string): Promise<Buffer> {
  const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const part = `<Override PartName="/word/document.xml" ContentType="${main}"/>`;
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument';
  const closing = [...body.matchAll(/<(w:\w+)>/g)].map(([, name]) => `</${name}>`).toReversed();
  return zipOf({
    '[Content_Types].xml': `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${part}</Types>`,
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="${office}" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${body}${closing.join('')}</w:body></w:document>`,
  });
}

const deepDocument = await wordOf('<w:sdt><w:sdtContent>'.repeat(9_000));
const longDocument = await wordOf('<w:r/>'.repeat(400_001));

const textOf = (title: string) => `${title}\n第一條\n甲。`;

describe('archives', () => {
  it.each<readonly [string, string, Uint8Array, string]>([
    ['a zip archive that is cut', 'x.zip', Buffer.from('504b030400000000', 'hex'), 'file-broken'],
    ['a gzip archive that is cut', 'x.gz', gzipSync(textOf('甲法').repeat(500)).subarray(0, -9), 'file-broken'],
    ['an empty archive', 'x.zip', gzipSync(''), 'file-left-out'],
    ['JSON that is cut', 'x.json', Buffer.from('{"Laws":[{"LawName":"甲'), 'file-broken'],
    ['a text that is longer than a statute', 'x.txt', Buffer.from('a\n'.repeat(60_000)), 'file-broken'],
    ['a document nested too deep', 'x.docx', deepDocument, 'file-left-out'],
    ['a document of very many tags', 'x.docx', longDocument, 'file-broken'],
  ])('with %s among others are read but for it, which is one warning', async (_name, name, bytes, code) => {
    const archive = await zipOf({ 'a.txt': textOf('乙法'), [name]: bytes, 'z.txt': textOf('丙法') });
    const events: StatuteReadEvent[] = [];
    for await (const event of readStatutes(bytesOf(archive), { fileName: 'laws' })) events.push(event);
    expect(events.flatMap((event) => (event.kind === 'statute' ? [event.statute.title] : []))).toEqual([
      '乙法',
      '丙法',
    ]);
    const warnings = events.flatMap((event) => (event.kind === 'warning' ? [event.warning] : []));
    expect(warnings).toMatchObject([{ code, file: expect.stringContaining(name) }]);
  });
});
