import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { scanVectors, VectorTableBuilder } from './vectors.js';

describe('scanVectors', () => {
  it('visits every row once, in order, across chunks and pauses', async () => {
    // 4,000 dimensions: 4,194 rows in a chunk, 524 in a block.
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
    const table = builder.finish(4_500);
    expect(table.chunks.length).toBe(2);
    const query = new Float32Array(dimensions);
    query[3_999] = 2;
    const visited: [number, number][] = [];
    await scanVectors(table, query, (owner, score) => visited.push([owner, score]));
    expect(visited).toEqual(Array.from({ length: 4_500 }, (_, row) => [4_499 - row, row * 2]));
  });

  it('lets other work run during a long scan', async () => {
    // 300 million multiplications over one and the same chunk.
    const chunk = new Float32Array(1_000 * 1_000);
    const chunks = Array.from({ length: 300 }, () => chunk);
    const rows = new Uint32Array(300_000);
    const table = { dimensions: 1_000, rowsPerChunk: 1_000, chunks, owners: rows, rows };
    let turns = 0;
    let scanning = true;
    const others = (async () => {
      for (; scanning; turns++) await setImmediate();
    })();
    await scanVectors(table, new Float32Array(1_000), () => {});
    scanning = false;
    await others;
    expect(turns).toBeGreaterThan(5);
  });
});
