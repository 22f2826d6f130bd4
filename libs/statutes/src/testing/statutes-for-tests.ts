import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import JSZip from 'jszip';
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
