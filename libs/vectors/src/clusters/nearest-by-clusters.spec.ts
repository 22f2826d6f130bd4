import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UnusableVectorError } from '../errors.js';
import { OnnxMatrixProduct } from '../matrix-product.js';
import { arbitraryRequest } from '../testing/arbitrary-request.js';
import { naiveNearest } from '../testing/naive-search.js';
import { noise } from '../testing/noise.js';
import { normaliseRows } from '../vector-rows.js';
import { nearestByClusters } from './nearest-by-clusters.js';
import { clusterRows } from './row-clusters.js';

let onnx: OnnxMatrixProduct;
beforeAll(async () => {
  onnx = await OnnxMatrixProduct.open(1);
});
afterAll(() => onnx.close());

describe('nearestByClusters', () => {
  it('equals two plain loops over all pairs where every cluster is gone over', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryRequest, async ({ candidates: chosen, ...rest }) => {
        const candidates = { ...chosen, only: undefined };
        const request = { ...rest, candidates };
        const clusters = await clusterRows(candidates.vectors, rest.dimensions, onnx);
        expect(clusters && (await nearestByClusters(request, clusters, onnx))).toEqual(naiveNearest(request));
      }),
      { numRuns: 120 },
    );
  });

  it('finds nearly every nearest row among rows with topics, and twice the same', async () => {
    const [dimensions, rows, topics] = [16, 12_000, 40];
    const centres = noise(topics * dimensions, 3);
    const topical = (count: number, seed: number) => {
      const vectors = noise(count * dimensions, seed).map((value, at) => {
        const topic = Math.floor(at / dimensions) % topics;
        return value + 1.5 * (centres[topic * dimensions + (at % dimensions)] ?? 0);
      });
      return normaliseRows(vectors, dimensions);
    };
    const labels = (count: number, step: number) => ({
      offsets: Int32Array.from({ length: count + 1 }, (_, row) => row * 2),
      values: Int32Array.from({ length: count * 2 }, (_, at) => ((at >> 1) * step + (at % 2) * 500) % 1_000),
    });
    const candidates = { vectors: topical(rows, 1), labels: labels(rows, 7) };
    const queries = { vectors: topical(200, 2), labels: labels(200, 11) };
    const request = { queries, candidates, dimensions, k: 1 };
    const [clusters, again] = [
      await clusterRows(candidates.vectors, dimensions, onnx),
      await clusterRows(candidates.vectors, dimensions, onnx),
    ];
    expect(again).toEqual(clusters);
    const found = clusters && (await nearestByClusters(request, clusters, onnx));
    const best = naiveNearest(request);
    const same = best.rows.filter((row, query) => row === found?.rows[query]).length;
    expect(same / best.rows.length).toBeGreaterThan(0.95);
    expect(clusters?.starts.length).toBeGreaterThan(500);
  });

  it('refuses rows that can’t be compared, on either side', async () => {
    const broken = Float32Array.of(1, 0, Number.NaN, 1);
    const clusters = await clusterRows(Float32Array.of(1, 0), 2, onnx);
    const request = {
      queries: { vectors: broken },
      candidates: { vectors: Float32Array.of(1, 0) },
      dimensions: 2,
      k: 1,
    };
    await expect(clusterRows(broken, 2, onnx)).rejects.toThrow(UnusableVectorError);
    await expect(clusters && nearestByClusters(request, clusters, onnx)).rejects.toMatchObject({
      side: 'queries',
      row: 1,
    });
  });

  it('gives up where it is stopped', async () => {
    expect(await clusterRows(noise(40, 1), 2, onnx, () => true)).toBeUndefined();
    const vectors = noise(40, 1);
    const clusters = await clusterRows(vectors, 2, onnx);
    const request = { queries: { vectors }, candidates: { vectors }, dimensions: 2, k: 1 };
    expect(clusters && (await nearestByClusters(request, clusters, onnx, () => true))).toBeUndefined();
  });
});
