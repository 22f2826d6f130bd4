import { describe, expect, it } from 'vitest';
import { rowProduct, VectorTableBuilder } from './vectors.js';

describe('VectorTableBuilder', () => {
  it('keeps every row under its owner, across chunks', () => {
    // 4,000 dimensions: 4,194 rows in a chunk.
    const dimensions = 4_000;
    const builder = new VectorTableBuilder(dimensions);
    const page = new Float32Array(500 * dimensions);
    for (let first = 0; first < 4_500; first += 500) {
      for (let row = 0; row < 500; row++) page[row * dimensions + 3_999] = first + row;
      builder.add(
        Array.from({ length: 500 }, (_, row) => 4_499 - first - row),
        page,
      );
    }
    const table = builder.finish(4_501);
    expect(table.chunks.length).toBe(2);
    const query = new Float32Array(dimensions);
    query[3_999] = 2;
    const products = Array.from(table.rows, (row) => (row === 0 ? undefined : rowProduct(table, row - 1, query)));
    expect(products).toEqual([...Array.from({ length: 4_500 }, (_, owner) => (4_499 - owner) * 2), undefined]);
  });
});
