import { setImmediate } from 'node:timers/promises';
import { dot, normaliseRows, quantiseRows, roundScore } from '@lexhop/vectors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VectorSearch } from './vector-search.js';
import { VectorTableBuilder } from './vectors.js';

interface Scene {
  readonly dimensions: number;
  readonly nodeCount: number;
  /** By row. */
  readonly vectors: readonly Float32Array[];
  readonly nodes: readonly number[];
}

function searchOf({ dimensions, nodeCount, vectors, nodes }: Scene): VectorSearch {
  const builder = new VectorTableBuilder(dimensions);
  for (const [row, vector] of vectors.entries()) builder.add([row], vector);
  return new VectorSearch(builder.finish(vectors.length), Uint32Array.from(nodes), nodeCount);
}

/** Every product in full. */
function naively({ vectors, nodes }: Scene, query: Float32Array, limit: number, allows: (node: number) => boolean) {
  const best = new Map<number, { node: number; owner: number; score: number }>();
  for (const [owner, vector] of vectors.entries()) {
    const node = nodes[owner] ?? 0;
    const score = dot(vector, query);
    if (allows(node) && score > (best.get(node)?.score ?? -Infinity)) best.set(node, { node, owner, score });
  }
  return [...best.values()]
    .toSorted((one, other) => roundScore(other.score) - roundScore(one.score) || one.node - other.node)
    .slice(0, limit);
}

/** Few different numbers, so that many rows tie. */
const coordinate = fc.oneof(fc.constantFrom(0, 0.5, -0.5), fc.float({ min: -1, max: 1, noNaN: true }));

const scene = fc
  .record({ dimensions: fc.integer({ min: 1, max: 9 }), nodeCount: fc.integer({ min: 1, max: 12 }) })
  .chain(({ dimensions, nodeCount }) => {
    const vector = fc
      .array(coordinate, { minLength: dimensions, maxLength: dimensions })
      .map((values) => normaliseRows(Float32Array.from(values), dimensions));
    const row = fc.tuple(vector, fc.nat(nodeCount - 1));
    return fc.record({
      dimensions: fc.constant(dimensions),
      nodeCount: fc.constant(nodeCount),
      rows: fc.array(row, { maxLength: 60 }),
      query: vector,
      limit: fc.integer({ min: 0, max: 8 }),
      refused: fc.nat(3),
    });
  });

describe('VectorSearch', () => {
  it('finds what a full look finds, to the bit', async () => {
    await fc.assert(
      fc.asyncProperty(scene, async ({ dimensions, nodeCount, rows, query, limit, refused }) => {
        const made = {
          dimensions,
          nodeCount,
          vectors: rows.map(([vector]) => vector),
          nodes: rows.map(([, node]) => node),
        };
        const allows = (node: number) => node % 4 !== refused;
        expect(await searchOf(made).nearest(query, limit, allows)).toEqual(naively(made, query, limit, allows));
      }),
    );
  });

  it('tells rows apart that int8 can’t', async () => {
    const dimensions = 40;
    const near = (seed: number) =>
      normaliseRows(
        Float32Array.from({ length: dimensions }, (_, at) => Math.sin(at * 5) + Math.sin(seed * 7 + at * at) / 300),
        dimensions,
      );
    const vectors = Array.from({ length: 300 }, (_, row) => near(row));
    const made = { dimensions, nodeCount: 300, vectors, nodes: [...vectors.keys()] };
    const query = near(1_000);
    expect(await searchOf(made).nearest(query, 10, () => true)).toEqual(naively(made, query, 10, () => true));
  });

  it('gives any number of searches, asked for together, what each finds alone', async () => {
    const dimensions = 7;
    const vectorOf = (seed: number) => Float32Array.from({ length: dimensions }, (_, at) => Math.sin(seed * 31 + at));
    const vectors = Array.from({ length: 20 }, (_, row) => vectorOf(row));
    const made = { dimensions, nodeCount: 20, vectors, nodes: [...vectors.keys()] };
    const search = searchOf(made);
    for (const count of [1, 2, 3, 5]) {
      const queries = Array.from({ length: count }, (_, seed) => vectorOf(100 + seed));
      const found = await Promise.all(queries.map((query) => search.nearest(query, 4, () => true)));
      expect(found).toEqual(queries.map((query) => naively(made, query, 4, () => true)));
    }
  });

  it('rejects a vector of other dimensions, and works on', async () => {
    const made = { dimensions: 2, nodeCount: 1, vectors: [Float32Array.of(1, 0)], nodes: [0] };
    const search = searchOf(made);
    await expect(search.nearest(Float32Array.of(1), 1, () => true)).rejects.toThrow('The query');
    expect(await search.nearest(Float32Array.of(1, 0), 1, () => true)).toEqual([{ node: 0, owner: 0, score: 1 }]);
  });

  it('lets other work run during a long search', async () => {
    // All alike, so that all are multiplied in full: thirty million products over one and the same chunk.
    const [dimensions, rowsPerChunk] = [1_024, 1_000];
    const chunk = new Float32Array(rowsPerChunk * dimensions).fill(1 / 32);
    const chunks = Array.from({ length: 30 }, () => chunk);
    const owners = Uint32Array.from({ length: 30_000 }, (_, row) => row % 1_000);
    const table = {
      dimensions,
      rowsPerChunk,
      chunks,
      owners,
      rows: owners,
      quantised: quantiseRows(chunks, dimensions),
    };
    const search = new VectorSearch(table, owners, 1_000);
    let turns = 0;
    let searching = true;
    const others = (async () => {
      for (; searching; turns++) await setImmediate();
    })();
    await search.nearest(chunk.subarray(0, dimensions), 10, () => true);
    searching = false;
    await others;
    expect(turns).toBeGreaterThan(1);
  });
});
