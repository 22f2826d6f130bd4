import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OnnxMatrixProduct } from '../product/matrix-product.js';
import { arbitraryRequest } from '../testing/arbitrary-request.js';
import { naiveNearest } from '../testing/naive-search.js';
import { RoughProduct } from '../testing/rough-product.js';
import type { NearestRequest } from './nearest-request.js';
import { nearestRows } from './nearest-rows.js';

/** Pseudo-random floats from -1 to 1, the same in every run. */
function noise(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return state / 2 ** 31;
  });
}

describe('nearestRows', () => {
  let onnx: OnnxMatrixProduct;
  beforeAll(async () => {
    onnx = await OnnxMatrixProduct.open(1);
  });
  afterAll(() => onnx.close());

  it('equals two plain loops over all pairs', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRequest, async (request) => {
        expect(await nearestRows(request, onnx)).toEqual(naiveNearest(request));
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same with a product of other rounding', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRequest, async (request) => {
        expect(await nearestRows(request, new RoughProduct())).toEqual(naiveNearest(request));
      }),
      { numRuns: 500 },
    );
  });

  it('equals the plain loops over several blocks of both sides, with candidates that differ by less than float32 can tell', async () => {
    const dimensions = 16;
    const base = noise(dimensions, 7);
    const near = noise(9_000 * dimensions, 1).map((value, at) => (base[at % dimensions] ?? 0) + value * 2e-7);
    const labels = (rows: number) => ({
      offsets: Int32Array.from({ length: rows + 1 }, (_, row) => row),
      values: Int32Array.from({ length: rows }, (_, row) => row % 3),
    });
    const request: NearestRequest = {
      queries: { vectors: noise(300 * dimensions, 3), labels: labels(300) },
      candidates: { vectors: near, labels: labels(9_000) },
      dimensions,
      k: 2,
    };
    expect(await nearestRows(request, onnx)).toEqual(naiveNearest(request));
  });

  it('answers nothing once it is told to stop', async () => {
    const request = {
      queries: { vectors: noise(1024, 1) },
      candidates: { vectors: noise(4096, 2) },
      dimensions: 2,
      k: 1,
    };
    let asked = 0;
    expect(await nearestRows(request, onnx, () => (asked += 1) > 1)).toBeUndefined();
    expect(asked).toBe(2);
  });

  it('refuses rows that hold NaN or an infinity, by their number', async () => {
    const vectors = Float32Array.of(1, 0, 0, 1, 1, NaN);
    const fine = { vectors: Float32Array.of(1, 0) };
    const only = Int32Array.of(1, 2);
    await expect(
      nearestRows({ queries: fine, candidates: { vectors, only }, dimensions: 2, k: 1 }, onnx),
    ).rejects.toMatchObject({ code: 'vector-unusable', side: 'candidates', row: 2 });
    const infinite = { vectors: Float32Array.of(1, 0, -Infinity, 0) };
    await expect(nearestRows({ queries: infinite, candidates: fine, dimensions: 2, k: 1 }, onnx)).rejects.toMatchObject(
      {
        side: 'queries',
        row: 1,
      },
    );
  });

  it.each<[string, Partial<NearestRequest>]>([
    ['k is 0', { k: 0 }],
    [
      'only one of queries and candidates has groups',
      { queries: { vectors: new Float32Array(4), groups: new Int32Array(2) } },
    ],
    [
      'only one of queries and candidates has labels',
      {
        candidates: { vectors: new Float32Array(4), labels: { offsets: new Int32Array(3), values: new Int32Array(0) } },
      },
    ],
    ['the queries are 2, and their groups 3', { queries: { vectors: new Float32Array(4), groups: new Int32Array(3) } }],
    [
      'the queries are 2, and the label sets 3',
      { queries: { vectors: new Float32Array(4), labels: { offsets: new Int32Array(4), values: new Int32Array(0) } } },
    ],
    [
      'one of the candidates has more than 65535 labels',
      {
        candidates: {
          vectors: new Float32Array(4),
          labels: { offsets: Int32Array.of(0, 1, 65_537), values: new Int32Array(65_537) },
        },
      },
    ],
    ['do not rise within 0 to 1', { candidates: { vectors: new Float32Array(4), only: Int32Array.of(1, 1) } }],
    ['do not rise within 0 to 1', { candidates: { vectors: new Float32Array(4), only: Int32Array.of(2) } }],
    ['The queries hold 5 values where whole rows of 2', { queries: { vectors: new Float32Array(5) } }],
  ])('refuses a request that does not fit: %s', async (sentence, change) => {
    const fitting = {
      queries: { vectors: new Float32Array(4) },
      candidates: { vectors: new Float32Array(4) },
      dimensions: 2,
      k: 1,
    };
    await expect(nearestRows({ ...fitting, ...change }, onnx)).rejects.toThrow(sentence);
  });
});
