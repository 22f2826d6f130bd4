import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OnnxMatrixProduct } from '../matrix-product.js';
import { checkRequest, type LabelSets, type NearestRequest } from '../nearest-search.js';
import { arbitraryRequest } from '../testing/arbitrary-request.js';
import { RoughProduct, ShakyProduct } from '../testing/imperfect-products.js';
import { naiveNearest } from '../testing/naive-search.js';
import { noise } from '../testing/noise.js';
import { normalise } from '../vector-rows.js';
import { nearestRows } from './nearest-rows.js';

function rowsWithOneLabelOf(count: number) {
  return (rows: number): LabelSets => ({
    offsets: Int32Array.from({ length: rows + 1 }, (_, row) => row),
    values: Int32Array.from({ length: rows }, (_, row) => row % count),
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

  it.each([1, 3])('stays exact over several blocks when the product errs as far as float32 may, k = %i', async (k) => {
    const dimensions = 64;
    const base = normalise(noise(dimensions, 7));
    const near = (rows: number, seed: number) =>
      noise(rows * dimensions, seed).map((value, at) => (base[at % dimensions] ?? 0) + value * 1e-6);
    for (const labels of [undefined, rowsWithOneLabelOf(3)]) {
      const request: NearestRequest = {
        queries: { vectors: near(24, 3), labels: labels?.(24) },
        candidates: { vectors: near(4_600, 1), labels: labels?.(4_600) },
        dimensions,
        k,
      };
      expect(await nearestRows(request, new ShakyProduct())).toEqual(naiveNearest(request));
      expect(await nearestRows(request, onnx)).toEqual(naiveNearest(request));
    }
  });

  it('finds in a later block what rounds to just a step more than the best so far, though the product says less', async () => {
    const dimensions = 64;
    const query = normalise(noise(dimensions, 7));
    const vectors = new Float32Array(4_098 * dimensions);
    vectors.set(query.map((value) => value * 0.5));
    vectors.set(
      query.map((value) => value * 0.500_000_65),
      4_097 * dimensions,
    );
    const request = { queries: { vectors: query }, candidates: { vectors }, dimensions, k: 1 };
    const found = await nearestRows(request, new ShakyProduct());
    expect(found).toEqual({ rows: Int32Array.of(4_097), scores: Float64Array.of(0.500_001) });
  });

  it('takes for a tie what rounds to the same, though it is nearly a step apart, and keeps the first', async () => {
    const labels = (rows: number) => ({ offsets: new Int32Array(rows + 1), values: new Int32Array(0) });
    const request = {
      queries: { vectors: Float32Array.of(1), labels: labels(1) },
      candidates: { vectors: Float32Array.of(1 - 0.9e-6, 1 + 0.9e-6, 1 + 1.1e-6), labels: labels(3) },
      dimensions: 1,
      k: 3,
    };
    const found = await nearestRows(request, onnx);
    expect(found?.scores).toEqual(Float64Array.of(0.500_001, 0.5, 0.5));
    expect(found?.rows).toEqual(Int32Array.of(2, 0, 1));
    const firstTwo = { ...request, candidates: { ...request.candidates, only: Int32Array.of(0, 1) }, k: 1 };
    expect((await nearestRows(firstTwo, onnx))?.rows).toEqual(Int32Array.of(0));
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
  ])('refuses a request that does not fit: %s', (sentence, change) => {
    const fitting = {
      queries: { vectors: new Float32Array(4) },
      candidates: { vectors: new Float32Array(4) },
      dimensions: 2,
      k: 1,
    };
    expect(() => checkRequest({ ...fitting, ...change })).toThrow(sentence);
  });
});
