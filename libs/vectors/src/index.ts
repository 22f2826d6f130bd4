/** Vectors: dot products, unit length, the k-th highest score, packing, nearest rows by blocked matrix products in a thread of their own (exact, or by clusters), rows in int8, and the bytes of small ONNX graphs. */
export { VectorShapeError } from './errors.js';
export { isSharedMemory, type SharedMemory, sharedMemoryOf } from './int8/web-assembly.js';
export { type PreparedQuery, QuantisedProducts, type QuantisedRows, quantiseRows } from './int8/quantised-rows.js';
export { kthHighest } from './kth-highest.js';
export { type Block, OnnxMatrixProduct } from './matrix-product.js';
export { MatrixThreads } from './matrix-threads.js';
export { type LabelSets, type NearestRequest, NearestSearch, type RowClusters, type RowSet } from './nearest-search.js';
export { type OnnxGraph, onnxModelBytes } from './onnx-graph.js';
export { sumUp } from './running-sum.js';
export { roundScore, scoreStep } from './scores.js';
export { dot, dotOfRows, normalise, normaliseRows, packVectors, rowCount, unpackVectors } from './vector-rows.js';
