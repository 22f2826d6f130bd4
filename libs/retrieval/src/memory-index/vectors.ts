import { dotOfRows, type QuantisedRows, quantiseRows } from '@lexhop/vectors';

/** Rows of about this many floats make one chunk: 64 MiB, so that no single allocation is huge and scans can pause. */
const floatsPerChunk = 2 ** 24;

/** Vectors of one space in chunks, each row owned by a node or a question. */
export interface VectorTable {
  readonly dimensions: number;
  readonly rowsPerChunk: number;
  readonly chunks: readonly Float32Array[];
  /** The same rows, for a first look at all of them. */
  readonly quantised: QuantisedRows;
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

  /** The last chunk, with room for a row at this place. The first one doubles as it fills, so that a small index stays small; others have their size at once. */
  #chunkFor(place: number): Float32Array {
    const last = place === 0 ? undefined : this.#chunks.pop();
    const needed = (place + 1) * this.dimensions;
    const chunk = last && last.length >= needed ? last : this.#grown(needed, last);
    this.#chunks.push(chunk);
    return chunk;
  }

  #grown(needed: number, last: Float32Array = new Float32Array()): Float32Array {
    const most = this.#rowsPerChunk * this.dimensions;
    const atLeast = Math.max(needed, last.length * 2, 64 * this.dimensions);
    const grown = new Float32Array(this.#chunks.length === 0 ? Math.min(most, atLeast) : most);
    grown.set(last);
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
      quantised: quantiseRows(this.#chunks, this.dimensions),
      owners: Uint32Array.from(this.#owners),
      rows,
    };
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
