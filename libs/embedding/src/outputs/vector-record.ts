import type { TextVector } from './vectors-of.js';

/** The vectors of one text as JSON: sparse by token id, multi-vector as rows. */
export interface VectorRecord {
  readonly dense?: readonly number[];
  readonly sparse?: Readonly<Record<string, number>>;
  readonly multiVector?: readonly (readonly number[])[];
}

/** Vectors for JSON, where typed arrays and maps have no form of their own. No digit is lost. */
export function vectorRecordOf({ dense, sparse, multiVector }: TextVector): VectorRecord {
  return {
    ...(dense ? { dense: [...dense] } : {}),
    ...(sparse ? { sparse: Object.fromEntries(sparse) } : {}),
    ...(multiVector ? { multiVector: rowsOf(multiVector.values, multiVector.dimensions) } : {}),
  };
}

function rowsOf(values: Float32Array, dimensions: number): readonly (readonly number[])[] {
  return Array.from({ length: values.length / dimensions }, (_, row) => [
    ...values.subarray(row * dimensions, (row + 1) * dimensions),
  ]);
}
