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
      if (place === 0) this.#chunks.push(new Float32Array(this.#rowsPerChunk * this.dimensions));
      this.#chunks.at(-1)?.set(row, place * this.dimensions);
      this.#owners.push(owner);
    }
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
