import { normaliseRows } from '@lexhop/vectors';
import type { SparseVector } from './embedding-model.js';

/** How what is too long is cut into pieces: the length of a piece, and how much of it the next piece repeats. In characters or in tokens. */
export interface Cutting {
  readonly length: number;
  readonly overlap: number;
}

/** Where the pieces of something of this length begin, and where each ends (exclusive), in order. */
export function piecesOf(
  whole: number,
  { length, overlap }: Cutting,
): readonly { readonly start: number; readonly end: number }[] {
  const count = whole <= length ? 1 : Math.ceil((whole - overlap) / (length - overlap));
  return Array.from({ length: count }, (_, piece) => {
    const start = piece * (length - overlap);
    return { start, end: Math.min(whole, start + length) };
  });
}

/** The pieces of a text, with lengths in characters; no character is split. */
export function cutText(text: string, cutting: Cutting): readonly string[] {
  const characters = Array.from(text);
  return piecesOf(characters.length, cutting).map(({ start, end }) => characters.slice(start, end).join(''));
}

/**
 * What is given for the pieces of each text, in the order of the texts. Equal texts are asked for once.
 * @param embedPieces gives one thing for each piece, in their order
 */
export async function ofPieces<Piece, Given>(
  texts: readonly string[],
  cut: (text: string) => readonly Piece[],
  embedPieces: (pieces: readonly Piece[]) => Promise<readonly Given[]>,
): Promise<readonly (readonly Given[])[]> {
  const distinct = [...new Set(texts)].map((text) => ({ text, pieces: cut(text) }));
  const given = await embedPieces(distinct.flatMap(({ pieces }) => pieces));
  let next = 0;
  const ofText = new Map(distinct.map(({ text, pieces }) => [text, given.slice(next, (next += pieces.length))]));
  return texts.map((text) => ofText.get(text) ?? []);
}

/** The mean of unit vectors, brought to unit length. */
export function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]?.length ?? 0);
  for (const vector of vectors) {
    for (const [place, value] of vector.entries()) mean[place] = (mean[place] ?? 0) + value;
  }
  return normaliseRows(mean, mean.length);
}

/** For each token its largest weight. Weights of 0 and below are left out. */
export function largestWeights(weights: Iterable<readonly [token: number, weight: number]>): SparseVector {
  const largest = new Map<number, number>();
  for (const [token, weight] of weights) if (weight > (largest.get(token) ?? 0)) largest.set(token, weight);
  return largest;
}

/** Vectors one after the other, as one array. */
export function concatenated(vectors: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const whole = new Float32Array(vectors.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const vector of vectors) {
    whole.set(vector, start);
    start += vector.length;
  }
  return whole;
}
