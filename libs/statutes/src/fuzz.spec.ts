import { gzipSync } from 'node:zlib';
import { brokenFiles, describeFuzz } from '@lexhop/foundation/testing';
import fc from 'fast-check';
import { readStatutes } from './files/read-statutes.js';
import { inChunks, zipOf } from './testing/statutes-for-tests.js';

const articles = [
  { ArticleType: 'C', ArticleNo: '', ArticleContent: '   第 一 章 總則' },
  { ArticleType: 'A', ArticleNo: '第 1 條', ArticleContent: '為樣本測試，特制定本法。\r\n前項辦法，由主管機關定之。' },
  { ArticleType: 'A', ArticleNo: '第 1-1 條', ArticleContent: '有下列情形者：\r\n一、第五條之情形。\r\n二、其他。' },
  { ArticleType: 'A', ArticleNo: '第 2 條', ArticleContent: '（刪除）' },
];
const law = {
  LawLevel: '法律',
  LawName: '樣本法',
  LawURL: 'https://law.moj.gov.tw/LawClass/LawAll.aspx?pcode=Z0000009',
  LawModifiedDate: '20260102',
  LawArticles: articles,
};
const chinese = {
  法規名稱: '樣本法',
  法規性質: '法律',
  最新異動日期: '20260102',
  法規內容: [{ 條號: '第 1 條', 條文內容: '為樣本測試，特制定本法。' }, { 編章節: '第 二 章' }],
};
const original = { law_name: '樣本法', articles: [{ article: '第 1 條', content: '為樣本測試，特制定本法。' }] };
const xml = `<?xml version="1.0" encoding="UTF-8"?><LAWS><法規><法規性質>法律</法規性質><法規名稱>樣本法</法規名稱><法規內容>
<編章節>第 一 章</編章節><條文><條號>第 1 條</條號><條文內容><![CDATA[甲。\n乙&amp;丙。]]></條文內容></條文></法規內容></法規></LAWS>`;
const text = `法規名稱：樣本法\n\n第 一 章 總則\n第 1 條\n為樣本測試，\n特制定本法。\n第十條之一　有下列情形者：\n一、甲。\n（一）乙。\n- 3 -\n第 11 條至第 13 條（刪除）\n`;
const markdown =
  '# Sample Act\n\n## Chapter 1\n\n**Article 1** The purpose.\n\n### Article 2-1\n\n1. one\n2. two\n\n§ 3 See Article 1.\n';
const html =
  '<!doctype html><html><head><title>樣本法</title></head><body><nav><a href="/">x</a></nav><h1>樣本法</h1><table><tr><td>第 1 條</td><td>甲。<br>乙。</td></tr></table><ol><li>一<li>二</ol></body></html>';
const wordDocument = {
  '[Content_Types].xml':
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
  '_rels/.rels':
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
  'word/document.xml':
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>第 1 條</w:t></w:r></w:p><w:p><w:r><w:t>甲應通知乙。</w:t></w:r></w:p></w:body></w:document>',
};

const files = [
  JSON.stringify({ UpdateDate: '2026/1/2', Laws: [law] }),
  JSON.stringify([chinese, law]),
  JSON.stringify({ laws: [original] }),
  xml,
  text,
  markdown,
  html,
  gzipSync(text),
  await zipOf({ 'a.json': JSON.stringify(law), 'b.txt': text }),
  await zipOf(wordDocument),
  Buffer.from(`\ufeff${text}`, 'utf16le'),
];
const words =
  '第 條 之 至 、 項 款 章 （ ） { } [ ] " : , \\u0000 \\ud800 <a> </法規> <![CDATA[ ]]> &#0; &amp; \n \r\n \u0000 # * § Article __proto__ 法規名稱： － 9999999999 null 1e999'.split(
    ' ',
  );

describeFuzz({
  name: 'the statute readers',
  inputs: fc.tuple(brokenFiles(files, words), fc.integer({ min: 1, max: 4_000 })),
  refusals: ['statute-file-unreadable'],
  take: async ([file, chunk]) => {
    for await (const event of readStatutes(inChunks(file, chunk), { fileName: 'fuzz' })) void event;
  },
});
