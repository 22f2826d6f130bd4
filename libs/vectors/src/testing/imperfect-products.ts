import { type Block, MatrixProduct } from '../matrix-product.js';
import { dotOfRows, lengthOfRow } from '../vector-rows.js';

/** A matrix product by plain loops in float32, adding from the last product to the first: other rounding than any library's. */
export class RoughProduct extends MatrixProduct {
  override async multiply(left: Block, right: Block, dimensions: number, scores: Float32Array): Promise<void> {
    for (let row = 0; row < left.rows; row += 1) {
      for (let column = 0; column < right.rows; column += 1) {
        let sum = 0;
        for (let at = dimensions - 1; at >= 0; at -= 1) {
          const product = (left.vectors[row * dimensions + at] ?? 0) * (right.vectors[column * dimensions + at] ?? 0);
          sum = Math.fround(sum + Math.fround(product));
        }
        scores[row * right.rows + column] = sum;
      }
    }
  }

  override async close(): Promise<void> {}
}

/** A matrix product that errs, now up and now down, by nearly all that float32 arithmetic may: d · 2⁻²⁴ · |left| · |right|. */
export class ShakyProduct extends MatrixProduct {
  override async multiply(left: Block, right: Block, dimensions: number, scores: Float32Array): Promise<void> {
    const lengths = [left, right].map((block) => lengthsOf(block, dimensions));
    for (let row = 0; row < left.rows; row += 1) {
      for (let column = 0; column < right.rows; column += 1) {
        const [one, other] = [start(left, row, dimensions), start(right, column, dimensions)];
        const bound = dimensions * 2 ** -24 * (lengths[0]?.[row] ?? 0) * (lengths[1]?.[column] ?? 0);
        const direction = (row * 7 + column * 13) % 3 === 0 ? 0.97 : -0.97;
        scores[row * right.rows + column] = dotOfRows(one, other, dimensions) + direction * bound;
      }
    }
  }

  override async close(): Promise<void> {}
}

function start({ vectors }: Block, row: number, dimensions: number) {
  return { vectors, start: row * dimensions };
}

function lengthsOf(block: Block, dimensions: number): Float64Array {
  return Float64Array.from({ length: block.rows }, (_, row) => lengthOfRow(start(block, row, dimensions), dimensions));
}
