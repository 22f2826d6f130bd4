import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import JSZip from 'jszip';
import type { StatuteLanguage } from '../statute.js';
import { citationReader } from '../citations/citation-reader.js';
import { statuteTitles } from '../citations/statute-titles.js';
import { columnWidth } from '../text/lines.js';

/** A text or bytes as a source of one chunk. */
export function bytesOf(content: string | Uint8Array): AsyncGenerator<Uint8Array> {
  return inChunks(Buffer.from(content), Infinity);
}

/** Bytes as a source of chunks of this size. */
export async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size)
    yield bytes.subarray(start, Math.min(bytes.length, start + size));
}

/** The bytes of a zip archive. */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
  const zip = new JSZip();
  for (const [name, content] of Object.entries(files)) zip.file(name, content);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

/** Titles for tests: a civil code, a criminal code, a copyright act and what stands in its way. */
export const someTitles = statuteTitles([
  { id: 'CIV', title: '民法' },
  { id: 'CIVG', title: '民法總則施行法' },
  { id: 'PEN', title: '中華民國刑法' },
  { id: 'CON', title: '中華民國憲法' },
  { id: 'ADM', title: '行政程序法' },
  { id: 'CPY', title: '著作權法' },
  { id: 'CPYR', title: '著作權法施行細則' },
  { id: 'BNK', title: '銀行法' },
  { id: 'LAB', title: '勞動基準法' },
  { id: 'DRG', title: '毒品危害防制條例' },
  { id: 'AIR', title: '噪音管制標準' },
  { id: 'CIV.en', title: 'Civil Code' },
  { id: 'PEN.en', title: 'Criminal Code of the Republic of China' },
  { id: 'CPY.en', title: 'Copyright Act' },
]);

/** The statute around the text under test: articles 1 to 30 with 10-1 and 10-2 among them, three paragraphs in each. */
interface Around {
  readonly number?: string;
  readonly title?: string;
  readonly language?: StatuteLanguage;
  /** The text of article 1, where short names are defined. */
  readonly first?: string;
}

const numbers = Array.from({ length: 30 }, (_, index) => String(index + 1)).toSpliced(10, 0, '10-1', '10-2');

/** What a text cites, as `words → targets`, the own statute's id left out: `第五條第一項 → 5#1`. 準用 is marked by `*`. */
export function cited(text: string, around: Around = {}): readonly string[] {
  const { number = '12', title = '甲法', language = 'zh-Hant', first = '本文' } = around;
  const articles = numbers.map((each) => ({ number: each, text: each === '1' ? first : '一。\n二。\n三。' }));
  const own = articles.map((article) => (article.number === number ? { number, text } : article));
  return citationReader({ id: 'OWN', title, language, articles: own }, someTitles)
    .read(number)
    .map(({ span, targets, mutatisMutandis }) => {
      const ids = targets.map(({ id }) => id.replace('OWN:', '')).join(' ');
      return `${text.slice(span.start, span.end)} → ${ids}${mutatisMutandis ? ' *' : ''}`;
    });
}

/** A line as a page of 64 columns breaks it, list entries with their second lines indented: the ministry's old layout. */
export function rewrapped(line: string): string {
  const indent = /^[一二三四五六七八九十]+、/.test(line) ? '    ' : '';
  const lines: string[] = [];
  let current = '';
  for (const character of line) {
    if (columnWidth(current) + columnWidth(character) > 64) {
      lines.push(current);
      current = indent;
    }
    current += character;
  }
  return [...lines, current].join('\r\n');
}

/** A statute as the ministry's bulk file has it. */
export interface BulkStatute {
  readonly LawName: string;
  readonly LawURL: string;
  readonly LawAbandonNote: string;
  readonly LawArticles: readonly {
    readonly ArticleType: string;
    readonly ArticleNo: string;
    readonly ArticleContent: string;
  }[];
}

const beginning = '{"LawLevel":';

/**
 * The statutes of a bulk file read another way, as an oracle: cut before each `{"LawLevel":`, which stands in no text because
 * a quotation mark in a text is escaped, and given to JSON.parse one by one.
 */
export async function* splitBulkFile(path: string): AsyncGenerator<BulkStatute> {
  let rest = '';
  let started = false;
  for await (const chunk of createReadStream(path).pipe(createGunzip()).setEncoding('utf8')) {
    const parts = (rest + String(chunk)).split(beginning);
    rest = parts.pop() ?? '';
    for (const part of parts) {
      if (started) yield parsed(part.replace(/,\s*$/, ''));
      started = true;
    }
  }
  if (started) yield parsed(rest.replace(/\]\}\s*$/, ''));
}

function parsed(part: string): BulkStatute {
  return JSON.parse(beginning + part) as BulkStatute;
}
