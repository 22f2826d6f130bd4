import { GrowingArray } from './growing-array.js';

/**
 * Many strings in one piece of memory: numbered rows of UTF-8.
 * Unlike an array of strings it moves between threads without being copied, and the garbage collector never walks it.
 */
export interface StringTable {
  readonly bytes: Uint8Array;
  /** Row i is bytes [offsets[i], offsets[i + 1]). */
  readonly offsets: Uint32Array;
}

export function rowCount(table: StringTable): number {
  return table.offsets.length - 1;
}

/** One row; a row that is not there is a RangeError. */
export function readRow(table: StringTable, row: number): string {
  const start = table.offsets[row];
  const end = table.offsets[row + 1];
  if (start === undefined || end === undefined) throw new RangeError(`There is no row ${row} of ${rowCount(table)}.`);
  const { buffer, byteOffset, byteLength } = table.bytes;
  return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).toString('utf8', start, end);
}

/** Takes rows one by one, then gives the table; up to 4 GiB of text. */
export class StringTableBuilder {
  readonly #bytes = new GrowingArray((length) => new Uint8Array(length));
  readonly #offsets = new GrowingArray((length) => new Uint32Array(length));

  constructor() {
    this.#offsets.push(0);
  }

  /** Returns the row's number. */
  add(text: string): number {
    this.#bytes.pushText(text);
    this.#offsets.push(this.#bytes.length);
    return this.#offsets.length - 2;
  }

  finish(): StringTable {
    return { bytes: this.#bytes.finish(), offsets: this.#offsets.finish() };
  }
}
