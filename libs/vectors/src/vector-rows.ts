import { endianness } from 'node:os';
import { VectorShapeError } from './errors.js';

/** Where one row begins in an array of rows. */
export interface RowPlace {
  readonly vectors: Float32Array;
  readonly start: number;
}

/**
 * The dot product of two rows of `dimensions` floats, in float64. The order of additions is fixed: four sums, each over every fourth product, then
 * (s0 + s1) + (s2 + s3), then the products that are left. So the same rows always give the same bits, wherever they stand.
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

/** The length of a row of `dimensions` floats. */
export function lengthOfRow(row: RowPlace, dimensions: number): number {
  return Math.sqrt(dotOfRows(row, row, dimensions));
}

/** Copies some rows of `dimensions` floats, one after another, to the head of an array. */
export function copyRows(from: Float32Array, rows: Iterable<number>, dimensions: number, to: Float32Array): void {
  let place = 0;
  for (const row of rows) {
    to.set(from.subarray(row * dimensions, (row + 1) * dimensions), place);
    place += dimensions;
  }
}

/** The dot product of two vectors, as {@link dotOfRows} computes it; of unit vectors it is the cosine. Throws a VectorShapeError where their lengths differ. */
export function dot(left: Float32Array, right: Float32Array): number {
  if (left.length !== right.length) throw new VectorShapeError('The right vector', right.length, `${left.length}`);
  return dotOfRows({ vectors: left, start: 0 }, { vectors: right, start: 0 }, left.length);
}

/** A copy of the vector at unit length. A zero vector stays zero. */
export function normalise(vector: Float32Array): Float32Array {
  return normaliseRows(vector.slice(), vector.length);
}

/**
 * Brings every row of `dimensions` floats to unit length, in place, and returns the same array. Zero rows stay zero.
 * Throws a VectorShapeError where the array does not hold whole rows.
 */
export function normaliseRows(vectors: Float32Array, dimensions: number): Float32Array {
  const rows = vectors.length === 0 ? 0 : rowCount('The vectors', vectors, dimensions);
  for (let row = 0; row < rows; row += 1) {
    const place = { vectors, start: row * dimensions };
    const length = lengthOfRow(place, dimensions);
    if (length === 0) continue;
    for (let at = place.start; at < place.start + dimensions; at += 1) vectors[at] = (vectors[at] ?? 0) / length;
  }
  return vectors;
}

/**
 * How many rows of `dimensions` floats an array holds. Throws a VectorShapeError where that is no whole number.
 * @param subject what the array is, as the error's sentence begins: `The candidates`
 */
export function rowCount(subject: string, vectors: Float32Array, dimensions: number): number {
  const rows = vectors.length / dimensions;
  if (dimensions > 0 && Number.isInteger(rows)) return rows;
  throw new VectorShapeError(subject, vectors.length, `whole rows of ${dimensions}`);
}

/** The floats as they are stored: a copy in little-endian bytes, four for each. */
export function packVectors(vectors: Float32Array): Uint8Array {
  return inStoredOrder(new Uint8Array(vectors.buffer, vectors.byteOffset, vectors.byteLength));
}

/** A copy of the floats that {@link packVectors} packed. Throws a VectorShapeError where the last float is cut. */
export function unpackVectors(bytes: Uint8Array): Float32Array {
  if (bytes.byteLength % 4 !== 0) throw new VectorShapeError('The packed vectors', bytes.byteLength, 'a multiple of 4');
  return new Float32Array(inStoredOrder(bytes).buffer);
}

/** A copy in memory of its own, from the machine's byte order to little-endian or back, which is the same. */
function inStoredOrder(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const copy = new Uint8Array(bytes);
  if (endianness() !== 'LE') Buffer.from(copy.buffer).swap32();
  return copy;
}
