import fc from 'fast-check';
import type { LabelSets, NearestRequest, RowSet } from '../nearest-search.js';
import { normaliseRows } from '../vector-rows.js';

/**
 * Requests that are hard to answer exactly: few different vectors and labels (many ties), near-equal vectors, zero vectors,
 * vectors of any length, few groups, chosen rows, any of labels and groups left out.
 */
export const arbitraryRequest: fc.Arbitrary<NearestRequest> = fc
  .record({
    dimensions: fc.integer({ min: 1, max: 9 }),
    k: fc.integer({ min: 1, max: 4 }),
    withLabels: fc.boolean(),
    withGroups: fc.boolean(),
    unit: fc.boolean(),
    sizes: fc.tuple(fc.nat(12), fc.nat(40)),
  })
  .chain(({ sizes, ...shape }) =>
    fc.record({
      dimensions: fc.constant(shape.dimensions),
      k: fc.constant(shape.k),
      queries: rowSet(sizes[0], shape),
      candidates: rowSet(sizes[1], shape),
    }),
  );

interface Shape {
  readonly dimensions: number;
  readonly withLabels: boolean;
  readonly withGroups: boolean;
  readonly unit: boolean;
}

function rowSet(rows: number, shape: Shape): fc.Arbitrary<RowSet> {
  const vectors = fc.array(vector(shape.dimensions), { minLength: rows, maxLength: rows }).map((values) => {
    const flat = Float32Array.from(values.flat());
    return shape.unit ? normaliseRows(flat, shape.dimensions) : flat;
  });
  const sets = fc.uniqueArray(fc.integer({ min: -2, max: 6 }), { maxLength: 4 });
  return fc.record({
    vectors,
    labels: shape.withLabels
      ? fc.array(sets, { minLength: rows, maxLength: rows }).map(labelSets)
      : fc.constant(undefined),
    groups: shape.withGroups
      ? fc.array(fc.nat(3), { minLength: rows, maxLength: rows }).map((groups) => Int32Array.from(groups))
      : fc.constant(undefined),
    only: fc.option(
      fc.subarray([...Array(rows).keys()]).map((chosen) => Int32Array.from(chosen)),
      { nil: undefined },
    ),
  });
}

function vector(dimensions: number): fc.Arbitrary<number[]> {
  const few = fc.array(fc.integer({ min: -1, max: 2 }), { minLength: dimensions, maxLength: dimensions });
  const near = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: dimensions, maxLength: dimensions });
  return fc.oneof(
    few,
    near.map((values) => values.map((value) => 1 + value * 1e-6)),
  );
}

function labelSets(sets: readonly (readonly number[])[]): LabelSets {
  const offsets = new Int32Array(sets.length + 1);
  for (const [row, set] of sets.entries()) offsets[row + 1] = (offsets[row] ?? 0) + set.length;
  return { offsets, values: Int32Array.from(sets.flat()) };
}
