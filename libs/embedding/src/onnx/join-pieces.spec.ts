import { describe, expect, it } from 'vitest';
import { denseOfPieces, multiVectorOfPieces, type Piece, sparseOfPieces } from './join-pieces.js';

// Tokens 11 12 13 14 in two pieces of two tokens and one repeated: [11 12] [12 13] would repeat 12.
const first: Piece = {
  sequence: { ids: [0, 11, 12, 2], repeated: 0, last: false },
  vectors: {
    dense: Float32Array.of(1, 0),
    weights: Float32Array.of(9, 0.5, 0.25, 9),
    rows: { dimensions: 1, values: Float32Array.of(11, 12, -2) },
  },
};
const second: Piece = {
  sequence: { ids: [0, 12, 13, 2], repeated: 1, last: true },
  vectors: {
    dense: Float32Array.of(0, 1),
    weights: Float32Array.of(9, 0.75, 0, 9),
    rows: { dimensions: 1, values: Float32Array.of(12, 13, 2) },
  },
};

describe('the vectors of a text in pieces', () => {
  it('have the mean as dense vector, of unit length', () => {
    expect([...denseOfPieces([first, second])]).toEqual([Math.fround(Math.SQRT1_2), Math.fround(Math.SQRT1_2)]);
  });

  it('have the largest weight of each token, none for special tokens, none of 0', () => {
    expect(sparseOfPieces([first, second], new Set([0, 2]))).toEqual(
      new Map([
        [11, 0.5],
        [12, 0.75],
      ]),
    );
  });

  it('have one row for each token and one for the end', () => {
    expect([...multiVectorOfPieces([first, second]).values]).toEqual([11, 12, 13, 2]);
  });
});
