import { isUtf8 } from 'node:buffer';
import { StatuteFileError } from '../errors.js';

/** A piece of a file's text and where it begins. */
export interface TextPiece {
  readonly text: string;
  /** Offset of its first byte in the (unpacked) file. */
  readonly byte: number;
  /** 1-based line it begins on. */
  readonly line: number;
}

/** The text of UTF-8 bytes, without its byte order mark. Throws a StatuteFileError that names the first byte that is not UTF-8. */
export async function* decodedText(bytes: AsyncIterable<Buffer>, fileName: string): AsyncGenerator<TextPiece> {
  let rest: Buffer = Buffer.alloc(0);
  let byte = 0;
  let line = 1;
  for await (const chunk of bytes) {
    const joined = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = joined.length - unfinishedBytes(joined);
    const whole = joined.subarray(0, end);
    rest = Buffer.from(joined.subarray(end));
    if (whole.length === 0) continue;
    if (!isUtf8(whole)) throw notUtf8(whole, byte, fileName);
    const text = whole.toString('utf8');
    yield { text: byte === 0 && text.startsWith('\ufeff') ? text.slice(1) : text, byte, line };
    byte += whole.length;
    line += newlines(whole);
  }
  if (rest.length > 0) throw notUtf8(rest, byte, fileName);
}

/** How many bytes at the end are the beginning of a character that is not complete. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const value = bytes[bytes.length - back] ?? 0;
    if (value < 0x80) return 0;
    if (value >= 0xc0) return back < (value >= 0xf0 ? 4 : value >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}

/** How many line feeds a text or its bytes hold. */
export function newlines(text: string | Buffer): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function notUtf8(bytes: Buffer, byte: number, fileName: string): StatuteFileError {
  const first = bytes.subarray(0, 2).toString('hex');
  const isUtf16 = byte === 0 && (first === 'fffe' || first === 'feff');
  const reason = isUtf16
    ? 'it is UTF-16; save it as UTF-8'
    : 'it is not UTF-8; convert it (Big5 and others are not read)';
  return new StatuteFileError(fileName, 'not-utf-8', `byte ${byte + firstBadByte(bytes)}`, reason);
}

/** The longest prefix that is UTF-8, but for a character cut by its end, ends there. */
function firstBadByte(bytes: Buffer): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = (good + bad) >>> 1;
    const prefix = bytes.subarray(0, middle);
    if (isUtf8(prefix.subarray(0, middle - unfinishedBytes(prefix)))) good = middle;
    else bad = middle;
  }
  return Math.max(0, bad - 1 - unfinishedBytes(bytes.subarray(0, bad - 1)));
}
