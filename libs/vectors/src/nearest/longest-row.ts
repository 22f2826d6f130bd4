import { dotOfRows } from '../dot.js';
import type { Block } from '../product/matrix-product.js';

/** Longer rows could overflow float32 in a product. */
const longestUsable = 1e15;

/** The length of the longest row of a block, or the place of the first one that can't be compared: not finite, or longer than 1e15. */
export function longestRow({ vectors, rows }: Block, dimensions: number): { length: number } | { unusable: number } {
  let longest = 0;
  for (let place = 0; place < rows; place += 1) {
    const row = { vectors, start: place * dimensions };
    const length = Math.sqrt(dotOfRows(row, row, dimensions));
    if (!(length <= longestUsable)) return { unusable: place };
    if (length > longest) longest = length;
  }
  return { length: longest };
}
