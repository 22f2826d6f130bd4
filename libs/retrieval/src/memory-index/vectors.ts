import { setImmediate } from 'node:timers/promises';
import { dotOfRows, dotsOfRow, roundScore, topK } from '@lexhop/vectors';

const turnMilliseconds = 10;

/** Cuts a long computation into turns of about 10 ms, between which the thread does what else is waiting. */
export class Turns {
  #startedAt = performance.now();

  /** Whether the turn is over; ask every few hundred thousand operations. */
  get over(): boolean {
    return performance.now() - this.#startedAt > turnMilliseconds;
  }

  /** Lets others run and begins the next turn. */
  async next(): Promise<void> {
    await setImmediate();
    this.#startedAt = performance.now();
  }
}

export interface ScoredRow {
  readonly row: number;
  readonly score: number;
}

/** The best rows of a table of scores, best first; scores that round to the same 1e-6 are ties, in order of row. A row scored NaN is not among them. */
export function bestRows(scores: Float64Array, limit: number): readonly ScoredRow[] {
  return Array.from(topK(scores.map(roundScore), limit), (row) => ({ row, score: scores[row] ?? Number.NaN }));
}

/** Rows of about this many floats make one chunk: 64 MiB, so that no single allocation is huge and scans can pause. */
const floatsPerChunk = 2 ** 24;

/** Vectors of one space in chunks, each row owned by a node or a question. */
export interface VectorTable {
  readonly dimensions: number;
  readonly rowsPerChunk: number;
  readonly chunks: readonly Float32Array[];
  /** By row: the number of its owner. */
  readonly owners: Uint32Array;
  /** By owner: its row + 1, or 0 without a vector. */
  readonly rows: Uint32Array;
}

/** Takes pages of vectors, then gives the table. */
export class VectorTableBuilder {
  readonly #rowsPerChunk: number;
  readonly #chunks: Float32Array[] = [];
  readonly #owners: number[] = [];

  constructor(private readonly dimensions: number) {
    this.#rowsPerChunk = Math.max(1, Math.floor(floatsPerChunk / Math.max(dimensions, 1)));
  }

  /** Copies the page's rows; `owners[i]` owns row i. */
  add(owners: readonly number[], vectors: Float32Array): void {
    for (const [i, owner] of owners.entries()) {
      const row = vectors.subarray(i * this.dimensions, (i + 1) * this.dimensions);
      const place = this.#owners.length % this.#rowsPerChunk;
      this.#chunkFor(place).set(row, place * this.dimensions);
      this.#owners.push(owner);
    }
  }

  /** The last chunk, with room for a row at this place: a chunk doubles as it fills, so that a small index stays small. */
  #chunkFor(place: number): Float32Array {
    const last = place === 0 ? undefined : this.#chunks.pop();
    const needed = (place + 1) * this.dimensions;
    if (last && last.length >= needed) {
      this.#chunks.push(last);
      return last;
    }
    const most = this.#rowsPerChunk * this.dimensions;
    const grown = new Float32Array(Math.min(most, Math.max(needed, (last?.length ?? 0) * 2, 64 * this.dimensions)));
    grown.set(last ?? []);
    this.#chunks.push(grown);
    return grown;
  }

  finish(ownerCount: number): VectorTable {
    const used = this.#owners.length % this.#rowsPerChunk;
    const last = this.#chunks.at(-1);
    if (last && used !== 0) this.#chunks[this.#chunks.length - 1] = last.slice(0, used * this.dimensions);
    const rows = new Uint32Array(ownerCount);
    for (const [row, owner] of this.#owners.entries()) rows[owner] = row + 1;
    return {
      dimensions: this.dimensions,
      rowsPerChunk: this.#rowsPerChunk,
      chunks: this.#chunks,
      owners: Uint32Array.from(this.#owners),
      rows,
    };
  }
}

/** Multiplications between two looks at the clock: about 2 ms. */
const multiplicationsPerBlock = 2 ** 21;

/** A vector to compare every row with, and who is told of each row. */
export interface Scan {
  readonly vector: Float32Array;
  readonly visit: (owner: number, score: number) => void;
}

/**
 * The inner product of each scan's vector with every row (of unit vectors: the cosine), exact, in order of row.
 * Pauses between blocks, so that a scan of a gigabyte does not hold the thread.
 */
export async function scanVectors(table: VectorTable, scans: readonly Scan[]): Promise<void> {
  const block = Math.max(1, Math.floor(multiplicationsPerBlock / Math.max(table.dimensions * scans.length, 1)));
  const turns = new Turns();
  for (let start = 0; start < table.owners.length; start += block) {
    const rows = { start, end: Math.min(start + block, table.owners.length) };
    for (let place = 0; place < scans.length; place += 2) scanBlock(table, rows, scans.slice(place, place + 2));
    if (turns.over) await turns.next();
  }
}

/** One or two scans of some rows. */
function scanBlock(
  table: VectorTable,
  { start, end }: { readonly start: number; readonly end: number },
  [one, other]: readonly Scan[],
): void {
  if (!one) return;
  if (!other) {
    for (let row = start; row < end; row++) one.visit(table.owners[row] ?? 0, rowProduct(table, row, one.vector));
    return;
  }
  const vectors = [one.vector, other.vector] as const;
  const dots = new Float64Array(2);
  for (let row = start; row < end; row++) {
    dotsOfRow(placeOf(table, row), vectors, dots);
    one.visit(table.owners[row] ?? 0, dots[0] ?? 0);
    other.visit(table.owners[row] ?? 0, dots[1] ?? 0);
  }
}

interface AskedScan extends Scan {
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** Scans of one table that are asked for at the same time go over it together: those of a query and of its reading. */
export class SharedScans {
  #asked: AskedScan[] = [];

  constructor(private readonly table: VectorTable) {}

  scan(vector: Float32Array, visit: Scan['visit']): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#asked.push({ vector, visit, resolve, reject });
      // What is asked for in this turn is all there when microtasks run.
      if (this.#asked.length === 1) queueMicrotask(() => void this.#goOver());
    });
  }

  async #goOver(): Promise<void> {
    const scans = this.#asked;
    this.#asked = [];
    try {
      await scanVectors(this.table, scans);
      for (const { resolve } of scans) resolve();
    } catch (thrown) {
      for (const { reject } of scans) reject(thrown);
    }
  }
}

/** The inner product of one row with a vector. */
export function rowProduct(table: VectorTable, row: number, vector: Float32Array): number {
  return dotOfRows(placeOf(table, row), { vectors: vector, start: 0 }, table.dimensions);
}

function placeOf(table: VectorTable, row: number) {
  const vectors = table.chunks[Math.floor(row / table.rowsPerChunk)];
  if (!vectors) throw new RangeError(`There is no row ${row} of ${table.owners.length}.`);
  return { vectors, start: (row % table.rowsPerChunk) * table.dimensions };
}
