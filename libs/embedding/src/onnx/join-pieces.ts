import type { MultiVector, SparseVector } from '../embedding-model.js';
import { concatenated, largestWeights, meanOf } from '../pieces.js';
import type { SequenceVectors } from './run-sequences.js';
import type { Sequence } from './sequences.js';

/** A piece of a text with the vectors that the model gave it. */
export interface Piece {
  readonly sequence: Sequence;
  readonly vectors: SequenceVectors;
}

/** The dense vector of a text: the mean of its pieces' vectors, brought to unit length. */
export function denseOfPieces(pieces: readonly Piece[]): Float32Array {
  return meanOf(pieces.map(({ vectors }) => vectors.dense));
}

/** The sparse vector of a text: for each token its largest weight in any piece. Special tokens are left out. */
export function sparseOfPieces(pieces: readonly Piece[], special: ReadonlySet<number>): SparseVector {
  const weights = pieces.flatMap(({ sequence, vectors }) =>
    sequence.ids.map((id, position) => [id, special.has(id) ? 0 : (vectors.weights?.[position] ?? 0)] as const),
  );
  return largestWeights(weights);
}

/** The multi-vector of a text: the rows of all pieces, each token once, and of the special tokens at their ends only the text's own. */
export function multiVectorOfPieces(pieces: readonly Piece[]): MultiVector {
  const parts = pieces.map(({ sequence, vectors }) => {
    const { dimensions, values } = vectors.rows ?? { dimensions: 1, values: new Float32Array() };
    const end = sequence.ids.length - 1 - (sequence.last ? 0 : 1);
    return values.subarray(sequence.repeated * dimensions, end * dimensions);
  });
  return { dimensions: pieces[0]?.vectors.rows?.dimensions ?? 1, values: concatenated(parts) };
}
