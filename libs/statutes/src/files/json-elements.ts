import { none, type Many } from 'stream-chain/core';
import { jsonParser } from 'stream-json/parser.js';
import { asError } from '@lexhop/foundation';
import { JsonAssembler, JsonLimit, type JsonToken } from './json-assembler.js';
import { newlines, type TextPiece } from './source-text.js';
import { StatuteFileError, type StatuteFileFault } from './statute-file-error.js';

/** One value of a JSON file that should be a statute. */
export interface JsonElement {
  readonly value: unknown;
  /** The line it ends on, or shortly after. */
  readonly line: number;
}

const limits = { depth: 32, text: 5_000_000, element: 64_000_000 } as const;
/** Small pieces make places exact: a parse error is somewhere in the piece that raised it. */
const pieceLength = 4096;

/**
 * The statutes of a JSON file, one at a time as they end: the elements of its `Laws`, `laws` or root list, else the whole file.
 * Holds one statute at a time. Throws a StatuteFileError for what is not JSON, is cut short, or is deeper or larger than any statute.
 */
export async function* jsonElements(pieces: AsyncIterable<TextPiece>, fileName: string): AsyncGenerator<JsonElement> {
  const parse = jsonParser({ packValues: false });
  const assembler = new JsonAssembler(limits);
  let end: TextPiece = { text: '', byte: 0, line: 1 };
  const tokensOf = (input: string | typeof none, at: TextPiece): readonly JsonToken[] => {
    try {
      const tokens = parse(input as string) as Many<JsonToken> | typeof none;
      return tokens === none ? [] : (tokens as Many<JsonToken>).values;
    } catch (thrown) {
      const reason = `it is not JSON there (${asError(thrown).message})`;
      throw input === none
        ? fault('cut-short', at, `the file ends in the middle of a value; it was cut short`)
        : fault('not-json', at, reason);
    }
  };
  const fault = (kind: StatuteFileFault, at: TextPiece, reason: string) =>
    new StatuteFileError(fileName, kind, `${linesOf(at)}, byte ${at.byte}${openStatute(assembler.open)}`, reason);
  for await (const piece of slices(pieces)) {
    for (const token of tokensOf(piece.text, piece)) {
      const completed = assembler.consume(token);
      if (completed instanceof JsonLimit) throw fault('too-large', piece, completed.reason);
      for (const value of completed) yield { value, line: piece.line };
    }
    end = { text: '', byte: piece.byte + Buffer.byteLength(piece.text), line: piece.line + newlines(piece.text) };
  }
  for (const token of tokensOf(none, end)) {
    const completed = assembler.consume(token);
    if (!(completed instanceof JsonLimit)) for (const value of completed) yield { value, line: end.line };
  }
}

async function* slices(pieces: AsyncIterable<TextPiece>): AsyncGenerator<TextPiece> {
  for await (const { text, byte, line } of pieces) {
    let at = { byte, line };
    for (let start = 0; start < text.length;) {
      const feed = text.indexOf('\n', start);
      let stop = feed < 0 || feed - start >= pieceLength ? Math.min(text.length, start + pieceLength) : feed + 1;
      if (isHighSurrogate(text.charCodeAt(stop - 1)) && stop < text.length) stop++;
      const part = text.slice(start, stop);
      yield { text: part, ...at };
      at = { byte: at.byte + Buffer.byteLength(part), line: at.line + newlines(part) };
      start = stop;
    }
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function linesOf({ text, line }: TextPiece): string {
  const last = line + newlines(text.trimEnd());
  return last === line ? `line ${line}` : `lines ${line} to ${last}`;
}

/** Which statute was being read, and after which of its articles. */
function openStatute(open: unknown): string {
  const fields = asFields(open);
  const title = firstText(fields['LawName'], fields['法規名稱'], fields['law_name']);
  const entries = fields['LawArticles'] ?? fields['法規內容'];
  const last = asFields(Array.isArray(entries) ? entries.at(-1) : undefined);
  const label = firstText(last['ArticleNo'], last['條號']);
  return `${title === undefined ? '' : `, in ${title}`}${label === undefined ? '' : `, after ${label}`}`;
}

function asFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function firstText(...values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string' && value !== '');
}
