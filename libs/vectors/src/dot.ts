import { VectorShapeError } from './vector-shape-error.js';

/** Where one row begins in an array of rows. */
export interface RowPlace {
  readonly vectors: Float32Array;
  readonly start: number;
}

/**
 * Dot product of two rows of `dimensions` floats, in float64.
 * The order of additions is fixed: four sums over every fourth product, then (s0 + s1) + (s2 + s3), then what is left;
 * the same rows always give the same bits, wherever they stand.
 */
export function dotOfRows(left: RowPlace, right: RowPlace, dimensions: number): number {
  const { vectors: a, start: i } = left;
  const { vectors: b, start: j } = right;
  const whole = dimensions - (dimensions % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  // Within bounds by the caller's promise; a check for each float would cost more than the product.
  for (let at = 0; at < whole; at += 4) {
    s0 += (a[i + at] as number) * (b[j + at] as number);
    s1 += (a[i + at + 1] as number) * (b[j + at + 1] as number);
    s2 += (a[i + at + 2] as number) * (b[j + at + 2] as number);
    s3 += (a[i + at + 3] as number) * (b[j + at + 3] as number);
  }
  let sum = s0 + s1 + (s2 + s3);
  for (let at = whole; at < dimensions; at += 1) sum += (a[i + at] as number) * (b[j + at] as number);
  return sum;
}

/** Dot product in float64, in the order of {@link dotOfRows}; of unit vectors it is the cosine. Throws a VectorShapeError where lengths differ. */
export function dot(left: Float32Array, right: Float32Array): number {
  if (left.length !== right.length) throw new VectorShapeError('The right vector', right.length, `${left.length}`);
  return dotOfRows({ vectors: left, start: 0 }, { vectors: right, start: 0 }, left.length);
}

/** Cosine of two vectors of any length but zero, in float64; with a zero vector it is 0. Throws a VectorShapeError where lengths differ. */
export function cosine(left: Float32Array, right: Float32Array): number {
  const lengths = Math.sqrt(dot(left, left)) * Math.sqrt(dot(right, right));
  return lengths === 0 ? 0 : dot(left, right) / lengths;
}
