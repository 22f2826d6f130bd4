import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';

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
