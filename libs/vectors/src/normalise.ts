import { dotOfRows } from './dot.js';
import { rowCount } from './row-count.js';

/** The vector at unit length, as a new one; a zero vector stays zero. */
export function normalise(vector: Float32Array): Float32Array {
  return normaliseRows(vector.slice(), vector.length);
}

/**
 * Brings every row of `dimensions` floats to unit length, in place, and returns the same array; zero rows stay zero.
 * Throws a VectorShapeError where the array does not hold whole rows.
 */
export function normaliseRows(vectors: Float32Array, dimensions: number): Float32Array {
  const rows = vectors.length === 0 ? 0 : rowCount('The vectors', vectors, dimensions);
  for (let row = 0; row < rows; row += 1) {
    const place = { vectors, start: row * dimensions };
    const length = Math.sqrt(dotOfRows(place, place, dimensions));
    if (length === 0) continue;
    for (let at = place.start; at < place.start + dimensions; at += 1) vectors[at] = (vectors[at] ?? 0) / length;
  }
  return vectors;
}
