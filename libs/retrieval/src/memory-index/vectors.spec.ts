import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { rowProduct, SharedScans, scanVectors, VectorTableBuilder } from './vectors.js';

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
    await scanVectors(table, [{ vector: query, visit: (owner, score) => visited.push([owner, score]) }]);
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
    await scanVectors(table, [{ vector: new Float32Array(1_000), visit: () => {} }]);
    scanning = false;
    await others;
    expect(turns).toBeGreaterThan(5);
  });
});

describe('SharedScans', () => {
  const dimensions = 7;
  const vectorOf = (seed: number) =>
    Float32Array.from({ length: dimensions }, (_, place) => Math.sin(seed * 31 + place));
  const builder = new VectorTableBuilder(dimensions);
  for (let row = 0; row < 20; row++) builder.add([row], vectorOf(row));
  const table = builder.finish(20);

  it('gives any number of scans, asked for together, the scores of each alone', async () => {
    for (const count of [1, 2, 3, 5]) {
      const scans = new SharedScans(table);
      const vectors = Array.from({ length: count }, (_, seed) => vectorOf(100 + seed));
      const found = await Promise.all(
        vectors.map(async (vector) => {
          const scores: number[] = [];
          await scans.scan(vector, (owner, score) => (scores[owner] = score));
          return scores;
        }),
      );
      expect(found).toEqual(
        vectors.map((vector) => Array.from({ length: 20 }, (_, row) => rowProduct(table, row, vector))),
      );
    }
  });

  it('rejects where one who is told of a row throws, and works on', async () => {
    const scans = new SharedScans(table);
    const failing = scans.scan(vectorOf(1), () => {
      throw new Error('no more');
    });
    await expect(failing).rejects.toThrow('no more');
    let rows = 0;
    await scans.scan(vectorOf(1), () => rows++);
    expect(rows).toBe(20);
  });
});
