import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VectorShapeError } from '../errors.js';
import { dotOfRows } from '../vector-rows.js';
import { QuantisedProducts, quantiseRows } from './quantised-rows.js';

const float = fc.oneof(
  fc.float({ min: -1, max: 1, noNaN: true }),
  fc.constantFrom(0, 1, -1, Math.fround(1e-30), Math.fround(-3e-8)),
);

/** Rows in chunks of a few, and three queries. */
const scene = fc.integer({ min: 1, max: 70 }).chain((dimensions) => {
  const rows = (most: number) =>
    fc.array(fc.array(float, { minLength: dimensions, maxLength: dimensions }), { minLength: 1, maxLength: most });
  return fc.record({
    dimensions: fc.constant(dimensions),
    chunks: fc.array(rows(4), { maxLength: 4 }),
    queries: rows(3),
  });
});

describe('QuantisedProducts', () => {
  it('gives products that are never further from the exact ones than it says', () => {
    fc.assert(
      fc.property(scene, ({ dimensions, chunks, queries }) => {
        const quantised = quantiseRows(
          chunks.map((chunk) => Float32Array.from(chunk.flat())),
          dimensions,
        );
        const products = new QuantisedProducts(quantised);
        for (const query of queries.map((values) => Float32Array.from(values))) {
          const prepared = products.prepare(query);
          const [found = []] = products.block(0, [prepared]);
          for (const [row, values] of chunks.flat().entries()) {
            const exact = dotOfRows(
              { vectors: Float32Array.from(values), start: 0 },
              { vectors: query, start: 0 },
              dimensions,
            );
            const error = prepared.length * (quantised.errors[row] ?? NaN) + prepared.slack;
            expect(Math.abs((found[row] ?? NaN) * prepared.scale - exact)).toBeLessThanOrEqual(error);
          }
        }
      }),
    );
  });

  it('is within a hundredth for unit vectors of 512 dimensions, and says within a fiftieth', () => {
    const dimensions = 512;
    const rows = Float32Array.from({ length: 50 * dimensions }, (_, at) => Math.sin(at * at) / 16);
    const products = new QuantisedProducts(quantiseRows([rows], dimensions));
    const query = products.prepare(rows.subarray(0, dimensions));
    expect(query.length * Math.max(...products.quantised.errors) + query.slack).toBeLessThan(0.02);
    for (const [row, product] of (products.block(0, [query])[0] ?? []).entries()) {
      const exact = dotOfRows({ vectors: rows, start: 0 }, { vectors: rows, start: row * dimensions }, dimensions);
      expect(product * query.scale).toBeCloseTo(exact, 2);
    }
  });

  it('gives two queries at once, block by block, what each gets alone', () => {
    const [dimensions, count] = [40, 5_000];
    const rows = Float32Array.from({ length: count * dimensions }, (_, at) => Math.sin(at * 7));
    const products = new QuantisedProducts(quantiseRows([rows], dimensions));
    const queries = [rows.subarray(80, 120), rows.subarray(400, 440)].map((vector) => products.prepare(vector));
    for (const first of [0, 4_096, 4_999]) {
      const alone = queries.map((query) => Float32Array.from(products.block(first, [query])[0] ?? []));
      expect(products.block(first, queries).map((scores) => scores.slice())).toEqual(alone);
      expect(alone[0]?.length).toBe(Math.min(4_096, count - first));
    }
  });

  it('keeps sums of the largest codes within their numbers', () => {
    const dimensions = 4_096;
    const ones = new Float32Array(dimensions).fill(1);
    const products = new QuantisedProducts(quantiseRows([ones], dimensions));
    const query = products.prepare(ones);
    expect((products.block(0, [query])[0]?.[0] ?? NaN) * query.scale).toBeCloseTo(4_096, 0);
  });

  it('refuses what does not hold whole rows, and a query of other dimensions', () => {
    expect(() => quantiseRows([new Float32Array(7)], 4)).toThrow(VectorShapeError);
    expect(() => new QuantisedProducts(quantiseRows([], 4)).prepare(new Float32Array(3))).toThrow(VectorShapeError);
  });
});
