import { VectorShapeError } from './vector-shape-error.js';

/** How many rows of `dimensions` floats an array holds. Throws a VectorShapeError, naming the subject, where that is no whole number. */
export function rowCount(subject: string, vectors: Float32Array, dimensions: number): number {
  const rows = vectors.length / dimensions;
  if (dimensions > 0 && Number.isInteger(rows)) return rows;
  throw new VectorShapeError(subject, vectors.length, `whole rows of ${dimensions}`);
}
