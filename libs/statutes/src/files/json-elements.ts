import { type Many, none } from 'stream-chain/core';
import { jsonParser } from 'stream-json/parser.js';
import { asError } from '@lexhop/foundation';
import { elementLimits as limits, JsonAssembler, JsonLimit, type JsonToken } from './json-assembler.js';
import { newlines, type TextPiece } from './source-text.js';
import { StatuteFileError, type StatuteFileFault } from '../errors.js';

/** One value of a JSON file that should be a statute. */
export interface JsonElement {
  readonly value: unknown;
  /** The line it ends on, or shortly after. */
  readonly line: number;
}

/** Small pieces make places exact: a parse error is somewhere in the piece that raised it. */
const pieceLength = 4096;

/**
 * The statutes of a JSON file, one at a time as they end: the elements of its `Laws`, `laws` or root list, else the whole file.
 * Holds one statute at a time. Throws a StatuteFileError for what is not JSON, is cut short, or is deeper or larger than any statute.
 */
export async function* jsonElements(pieces: AsyncIterable<TextPiece>, fileName: string): AsyncGenerator<JsonElement> {
  const reading = new JsonReading(fileName);
  let end: TextPiece = { text: '', byte: 0, line: 1 };
  for await (const piece of slices(pieces)) {
    for (const value of reading.add(piece)) yield { value, line: piece.line };
    end = { text: '', byte: piece.byte + Buffer.byteLength(piece.text), line: piece.line + newlines(piece.text) };
  }
  for (const value of reading.end(end)) yield { value, line: end.line };
}

/** A JSON file while it is read: the parser, and the statute under construction. */
class JsonReading {
  readonly #parse = jsonParser({ packValues: false });
  readonly #assembler = new JsonAssembler(limits);
  /** The parser may find a fault only with the piece after it. */
  #before: TextPiece | undefined;

  constructor(private readonly fileName: string) {}

  *add(piece: TextPiece): Generator<unknown> {
    const place = linesOf(this.#before ?? piece, piece);
    this.#before = piece;
    yield* this.#valuesOf(this.#tokens(piece.text, place), place);
  }

  *end(piece: TextPiece): Generator<unknown> {
    const place = `line ${piece.line}, byte ${piece.byte}`;
    yield* this.#valuesOf(this.#tokens(none, place), place);
  }

  #tokens(input: string | typeof none, place: string): readonly JsonToken[] {
    try {
      const tokens = this.#parse(input as string) as Many<JsonToken> | typeof none;
      return tokens === none ? [] : (tokens as Many<JsonToken>).values;
    } catch (thrown) {
      const problem = asError(thrown).message;
      if (input !== none) throw this.#fault('not-json', place, `it is not JSON (${problem})`);
      throw this.#fault(
        'cut-short',
        place,
        `it ends before its JSON does, or its last characters are wrong (${problem})`,
      );
    }
  }

  *#valuesOf(tokens: readonly JsonToken[], place: string): Generator<unknown> {
    for (const token of tokens) {
      const completed = this.#assembler.consume(token);
      if (completed instanceof JsonLimit) throw this.#fault('too-large', place, completed.reason);
      yield* completed;
    }
  }

  #fault(fault: StatuteFileFault, place: string, reason: string): StatuteFileError {
    return new StatuteFileError(this.fileName, fault, `${place}${openStatute(this.#assembler.open)}`, reason);
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

function linesOf(from: TextPiece, to: TextPiece): string {
  const last = to.line + newlines(to.text.trimEnd());
  return `${last === from.line ? `line ${last}` : `lines ${from.line} to ${last}`}, from byte ${from.byte}`;
}

/** Which statute was being read, and at which of its articles. */
function openStatute(open: unknown): string {
  const fields = asFields(open);
  const title = firstText(fields['LawName'], fields['法規名稱'], fields['law_name']);
  const entries = fields['LawArticles'] ?? fields['法規內容'];
  const label = Array.isArray(entries) ? firstText(...entries.slice(-3).reverse().map(labelOf)) : undefined;
  return `${title === undefined ? '' : `, in ${title}`}${label === undefined ? '' : `, at ${label}`}`;
}

function labelOf(entry: unknown): unknown {
  const fields = asFields(entry);
  return fields['ArticleNo'] ?? fields['條號'];
}

function asFields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function firstText(...values: readonly unknown[]): string | undefined {
  return values.find((value): value is string => typeof value === 'string' && value !== '');
}
