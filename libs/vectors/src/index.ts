/** Vectors: dot products, unit length, top-k, packing, exact nearest rows by blocked matrix products in a thread of their own, and the bytes of small ONNX graphs. */
export { VectorShapeError } from './errors.js';
export { type Block, OnnxMatrixProduct } from './matrix-product.js';
export { MatrixThread } from './matrix-thread.js';
export { type LabelSets, NearestSearch, type RowSet } from './nearest-search.js';
export { type OnnxGraph, onnxModelBytes } from './onnx-graph.js';
export { roundScore, topK } from './scores.js';
export {
  dot,
  dotOfRows,
  dotsOfRow,
  normalise,
  normaliseRows,
  packVectors,
  rowCount,
  unpackVectors,
} from './vector-rows.js';
