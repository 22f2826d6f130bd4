import { type Block, MatrixProduct } from '../product/matrix-product.js';

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
