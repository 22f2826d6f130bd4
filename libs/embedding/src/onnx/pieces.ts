import { normaliseRows } from '@lexhop/vectors';
import type { LexicalWeights, MultiVector } from '../embedding-model.js';
import type { SequenceVectors } from './run-sequences.js';
import type { Sequence } from './sequences.js';

/** A piece of a text with the vectors that the model gave it. */
export interface Piece {
  readonly sequence: Sequence;
  readonly vectors: SequenceVectors;
}

/** The mean of the pieces' dense vectors, made unit length again. */
export function denseOfPieces(pieces: readonly Piece[]): Float32Array {
  const mean = new Float32Array(pieces[0]?.vectors.dense.length ?? 0);
  for (const { vectors } of pieces) {
    for (const [place, value] of vectors.dense.entries()) mean[place] = (mean[place] ?? 0) + value;
  }
  return normaliseRows(mean, mean.length);
}

/** Of each token its largest weight in any piece; special tokens and weights of 0 are left out. */
export function lexicalWeightsOfPieces(pieces: readonly Piece[], unweighted: ReadonlySet<number>): LexicalWeights {
  const largest = new Map<number, number>();
  for (const { sequence, vectors } of pieces) {
    for (const [position, id] of sequence.ids.entries()) {
      const weight = vectors.weights?.[position] ?? 0;
      if (weight > (largest.get(id) ?? 0) && !unweighted.has(id)) largest.set(id, weight);
    }
  }
  return largest;
}

/** The rows of all pieces one after the other: each token once, and of the last special tokens only the text's own. */
export function multiVectorOfPieces(pieces: readonly Piece[]): MultiVector {
  const parts = pieces.map(({ sequence, vectors }) => {
    const { dimensions, values } = vectors.rows ?? { dimensions: 1, values: new Float32Array() };
    const end = sequence.ids.length - 1 - (sequence.last ? 0 : 1);
    return values.subarray(sequence.repeated * dimensions, end * dimensions);
  });
  const whole = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let start = 0;
  for (const part of parts) {
    whole.set(part, start);
    start += part.length;
  }
  return { dimensions: pieces[0]?.vectors.rows?.dimensions ?? 1, values: whole };
}
