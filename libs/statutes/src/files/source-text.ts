import { isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import { StatuteFileError } from '../errors.js';
import { withFirst } from './first-pieces.js';

/** A piece of a file's text and where it begins. */
export interface TextPiece {
  readonly text: string;
  /** Offset of its first byte in the (unpacked) file. */
  readonly byte: number;
  /** 1-based line it begins on. */
  readonly line: number;
}

/** What the bytes of a file are read as. */
export interface FileEncoding {
  /** A label of the WHATWG's Encoding Standard: `utf-8`, `big5`, `gb18030`, `utf-16le`. */
  readonly name: string;
  readonly by: 'byte order mark' | 'declaration' | 'characters';
}

/** A file's text as it streams in, and how it was decoded. */
interface DecodedFile {
  readonly encoding: FileEncoding;
  readonly pieces: AsyncGenerator<TextPiece>;
}

/** Enough bytes to tell an encoding by. */
const sampleSize = 65_536;

/**
 * The text of a file, without its byte order mark. Its encoding is what its byte order mark says, else UTF-8 where that reads it, else what it
 * declares (XML, HTML), else what its characters suggest. Bytes that another encoding than UTF-8 can't read become U+FFFD.
 * Throws a StatuteFileError that names the first byte that is not UTF-8, where no other encoding fits.
 */
export async function decodedFile(bytes: AsyncGenerator<Buffer>, fileName: string): Promise<DecodedFile> {
  let length = 0;
  const { first, all } = await withFirst(bytes, (chunk) => (length += chunk.length) >= sampleSize);
  const encoding = encodingOf(Buffer.concat(first).subarray(0, sampleSize));
  return {
    encoding,
    pieces: encoding.name === 'utf-8' ? utf8Text(all, fileName) : otherText(all, { name: encoding.name, fileName }),
  };
}

const marks: readonly (readonly [string, string])[] = [
  ['efbbbf', 'utf-8'],
  ['fffe', 'utf-16le'],
  ['feff', 'utf-16be'],
];

const utf8: FileEncoding = { name: 'utf-8', by: 'characters' };

function encodingOf(sample: Buffer): FileEncoding {
  const start = sample.toString('hex', 0, 3);
  const marked = marks.find(([mark]) => start.startsWith(mark));
  if (marked !== undefined) return { name: marked[1], by: 'byte order mark' };
  if (!sample.includes(0) && isUtf8(sample.subarray(0, sample.length - unfinishedBytes(sample)))) return utf8;
  const wide = ['utf-16le', 'utf-16be'].find((name) => isWide(new TextDecoder(name).decode(sample)));
  if (wide !== undefined) return { name: wide, by: 'characters' };
  if (isNearlyUtf8(sample.toString('utf8'))) return utf8;
  const declared = declaredEncoding(sample);
  if (declared !== undefined && declared !== 'utf-8') return { name: declared, by: 'declaration' };
  return { name: suggestedEncoding(sample) ?? 'utf-8', by: 'characters' };
}

const ordinary = /[\t\n\r -~\u00a0-\u017f\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]/g;

/** UTF-16 without its mark: nearly all of its units are Latin, kana, Han or their punctuation; those of other bytes are from everywhere. */
function isWide(text: string): boolean {
  return text.length > 8 && (text.match(ordinary)?.length ?? 0) >= text.length * 0.95;
}

/** UTF-8 in which few bytes are wrong: the error that names the first helps more than a guess. */
function isNearlyUtf8(text: string): boolean {
  const beyondAscii = text.match(/[\u0080-\ufffc]/g)?.length ?? 0;
  return beyondAscii >= unread(text) * 2;
}

/** `<?xml … encoding="Big5"?>`, `<meta charset="big5">`. */
function declaredEncoding(sample: Buffer): string | undefined {
  const start = sample.toString('latin1', 0, 2048);
  if (!start.trimStart().startsWith('<')) return undefined;
  const label = /(?:encoding|charset)\s*=\s*["']?([\w-]{3,20})/i.exec(start)?.[1];
  try {
    return label === undefined ? undefined : new TextDecoder(label).encoding;
  } catch {
    // A label that no encoding has says nothing; the characters do.
    return undefined;
  }
}

/** The encodings that statutes are kept in beside UTF-8 and UTF-16; others are not guessed. */
const guessed = new Set(['big5', 'gb18030', 'shift_jis', 'euc-jp', 'windows-1252', 'iso-8859-1']);
/** A wrong encoding of a long text leaves more than one character in so many unread, or writes rare ones. */
const mostUnread = 0.01;

/** What every Chinese or Japanese statute is full of, and no text in a wrong encoding is. */
const telling = /[第條条之法者定規规得應应為为の]/g;

/** Of the encodings that the characters suggest and that read nearly all of them, the one in which the text is most like a statute. */
function suggestedEncoding(sample: Buffer): string | undefined {
  const suggested = analyse(sample)
    .map(({ name }) => name.toLowerCase())
    .filter((name) => guessed.has(name));
  // The statistics drop an encoding at its first wrong byte; a file of Big5 often has characters of its own.
  const readable = [...new Set([...suggested, 'big5', 'gb18030'])]
    .map((name) => ({ name, text: new TextDecoder(name).decode(sample) }))
    .filter(({ text }) => unread(text) <= Math.max(1, text.length * mostUnread))
    .map(({ name, text }) => ({ name, told: text.match(telling)?.length ?? 0 }));
  const most = Math.max(...readable.map(({ told }) => told));
  return readable.find(({ told }) => told === most)?.name;
}

/** How many characters of a decoded text are U+FFFD. */
export function unread(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\ufffd'); at >= 0; at = text.indexOf('\ufffd', at + 1)) count++;
  return count;
}

async function* otherText(
  bytes: AsyncIterable<Buffer>,
  { name, fileName }: { readonly name: string; readonly fileName: string },
): AsyncGenerator<TextPiece> {
  const decoder = new TextDecoder(name);
  let byte = 0;
  let line = 1;
  const decoded = (chunk?: Buffer) => {
    try {
      return decoder.decode(chunk, { stream: chunk !== undefined });
    } catch {
      // Some bytes of gb18030 that no character has are replaced by no decoder of ICU; it gives up.
      const reason = `it was read as ${name}, which has no such bytes; save it as UTF-8`;
      throw new StatuteFileError(fileName, 'not-utf-8', `byte ${byte} or shortly after`, reason);
    }
  };
  for await (const chunk of bytes) {
    const text = decoded(chunk);
    if (text !== '') yield { text, byte, line };
    byte += chunk.length;
    line += newlines(text);
  }
  const rest = decoded();
  if (rest !== '') yield { text: rest, byte, line };
}

async function* utf8Text(bytes: AsyncIterable<Buffer>, fileName: string): AsyncGenerator<TextPiece> {
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
  const reason = 'it is not UTF-8, and no other encoding fits it; save it as UTF-8';
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
