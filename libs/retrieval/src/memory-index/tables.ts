import { sumUp } from '@lexhop/vectors';

/** Whether a row may be returned by a search. */
export type RowFilter = (row: number) => boolean;

type Numbers = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** The chunks of a growing array double up to so many numbers. */
const mostInChunk = 2 ** 18;

/**
 * A typed array whose length is not known beforehand. It fills one chunk after another and never copies them until it is finished, so that no
 * large memory is given back while it grows: that would hold every thread of the process.
 */
export class GrowingArray<Kind extends Numbers> {
  readonly #filled: Kind[] = [];
  #filledLength = 0;
  #chunk: Kind;
  #used = 0;

  constructor(private readonly make: (length: number) => Kind) {
    this.#chunk = make(1024);
  }

  get length(): number {
    return this.#filledLength + this.#used;
  }

  push(value: number): void {
    if (this.#used === this.#chunk.length) this.#begin(1);
    this.#chunk[this.#used++] = value;
  }

  /** Writes UTF-8 at the end; only for bytes. */
  pushText(text: string): void {
    // UTF-8 needs at most three bytes for each UTF-16 unit.
    if (this.#chunk.length - this.#used < text.length * 3) this.#begin(text.length * 3);
    const { buffer, byteOffset, byteLength } = this.#chunk;
    this.#used += Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength).write(text, this.#used, 'utf8');
  }

  /** A copy of exactly what was pushed, in a buffer of its own. */
  finish(): Kind {
    const whole = this.make(this.length);
    let at = 0;
    for (const chunk of [...this.#filled, this.#filledPart()]) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }

  #filledPart(): Kind {
    return this.#chunk.subarray(0, this.#used) as Kind;
  }

  /** Begins the next chunk, with room for so many numbers at least. */
  #begin(atLeast: number): void {
    this.#filled.push(this.#filledPart());
    this.#filledLength += this.#used;
    this.#chunk = this.make(Math.max(atLeast, Math.min(this.#chunk.length * 2, mostInChunk)));
    this.#used = 0;
  }
}

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

/** Finds rows of a string table by their text: an open-addressing hash table of row numbers. */
export interface RowFinder {
  readonly table: StringTable;
  /** Row number + 1, or 0 for a free slot; a power of two of them. */
  readonly slots: Uint32Array;
}

/** Indexes a table whose rows are all different. */
export function rowFinderOf(table: StringTable): RowFinder {
  const rows = rowCount(table);
  const slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(rows * 2, 2))));
  for (let row = 0; row < rows; row++) {
    let slot = hashOf(readRow(table, row)) & (slots.length - 1);
    while (slots[slot] !== 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = row + 1;
  }
  return { table, slots };
}

/** The row with this text, or undefined. */
export function findRow({ table, slots }: RowFinder, text: string): number | undefined {
  let slot = hashOf(text) & (slots.length - 1);
  for (let found = slots[slot] ?? 0; found !== 0; found = slots[slot] ?? 0) {
    if (isRow(table, found - 1, text)) return found - 1;
    slot = (slot + 1) & (slots.length - 1);
  }
  return undefined;
}

/** Whether a row is this text: its bytes are compared, since to decode them takes longer than all else of finding a row. */
function isRow({ bytes, offsets }: StringTable, row: number, text: string): boolean {
  let at = offsets[row] as number;
  for (let i = 0; i < text.length; i++) {
    const point = text.codePointAt(i) as number;
    if (point > 0xffff) i++;
    const further = furtherBytes(point);
    const lead = further === 0 ? point : leads[further] | (point >> (6 * further));
    if (bytes[at++] !== lead) return false;
    for (let shift = 6 * (further - 1); shift >= 0; shift -= 6)
      if (bytes[at++] !== (0x80 | ((point >> shift) & 0x3f))) return false;
  }
  return at === offsets[row + 1];
}

/** The bits of a first byte in UTF-8, by how many bytes follow it. */
const leads = [0, 0xc0, 0xe0, 0xf0] as const;

function furtherBytes(point: number): 0 | 1 | 2 | 3 {
  if (point < 0x80) return 0;
  if (point < 0x800) return 1;
  return point < 0x10000 ? 2 : 3;
}

/** FNV-1a over UTF-16 units, its bits mixed once more so that the low ones are good. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Positions grouped by key: those with key k are order[starts[k]] to order[starts[k + 1] − 1], ascending. */
export interface Groups {
  readonly starts: Uint32Array;
  readonly order: Uint32Array;
}

/** Groups positions by their keys, 0 to keyCount − 1, in linear time by counting. */
export function groupByKey(keys: Uint32Array, keyCount: number): Groups {
  const starts = new Uint32Array(keyCount + 1);
  for (const key of keys) starts[key + 1] = (starts[key + 1] ?? 0) + 1;
  sumUp(starts);
  const next = starts.slice();
  const order = new Uint32Array(keys.length);
  for (const [position, key] of keys.entries()) {
    const place = next[key] ?? 0;
    order[place] = position;
    next[key] = place + 1;
  }
  return { starts, order };
}
