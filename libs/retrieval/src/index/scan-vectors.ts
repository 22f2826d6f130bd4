import { dotOfRows } from '@lexhop/vectors';
import { Turns } from './turns.js';
import type { VectorTable } from './vector-table.js';

/** Multiplications between two looks at the clock: about 2 ms. */
const multiplicationsPerBlock = 2 ** 21;

/**
 * The inner product of a vector with every row (of unit vectors: the cosine), exact, in order of row.
 * Pauses between blocks, so that a scan of a gigabyte does not hold the thread.
 */
export async function scanVectors(
  table: VectorTable,
  vector: Float32Array,
  visit: (owner: number, score: number) => void,
): Promise<void> {
  const block = Math.max(1, Math.floor(multiplicationsPerBlock / Math.max(table.dimensions, 1)));
  const turns = new Turns();
  for (let start = 0; start < table.owners.length; start += block) {
    const end = Math.min(start + block, table.owners.length);
    for (let row = start; row < end; row++) visit(table.owners[row] ?? 0, rowProduct(table, row, vector));
    if (turns.over) await turns.next();
  }
}

/** The inner product of one row with a vector. */
export function rowProduct(table: VectorTable, row: number, vector: Float32Array): number {
  const chunk = table.chunks[Math.floor(row / table.rowsPerChunk)];
  if (!chunk) throw new RangeError(`There is no row ${row} of ${table.owners.length}.`);
  const start = (row % table.rowsPerChunk) * table.dimensions;
  return dotOfRows({ vectors: chunk, start }, { vectors: vector, start: 0 }, table.dimensions);
}
