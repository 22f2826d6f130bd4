import type { Block } from '../product/matrix-product.js';

/**
 * For each row of a block, the place of the first row with the very same bits.
 * Where many questions are the same, each is then scored once.
 */
export function findTwins({ vectors, rows }: Block, dimensions: number): Int32Array {
  const words = new Int32Array(vectors.buffer, vectors.byteOffset, rows * dimensions);
  const twins = new Int32Array(rows);
  const firstOf = new Map<number, number>();
  for (let place = 0; place < rows; place += 1) {
    const hash = hashOf(words, place * dimensions, dimensions);
    const first = firstOf.get(hash);
    if (first === undefined) firstOf.set(hash, place);
    twins[place] = first !== undefined && areEqual(words, { first, place }, dimensions) ? first : place;
  }
  return twins;
}

function hashOf(words: Int32Array, start: number, dimensions: number): number {
  let hash = 0x811c9dc5 | 0;
  for (let at = start; at < start + dimensions; at += 1) hash = Math.imul(hash ^ (words[at] ?? 0), 0x01000193);
  return hash;
}

function areEqual(words: Int32Array, { first, place }: { first: number; place: number }, dimensions: number): boolean {
  for (let at = 0; at < dimensions; at += 1) {
    if (words[first * dimensions + at] !== words[place * dimensions + at]) return false;
  }
  return true;
}
