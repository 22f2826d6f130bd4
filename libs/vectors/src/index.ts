/** Vectors: cosine, normalise, top-k, packing, and exact nearest rows by blocked matrix products in a thread of their own. */
export { cosine, dot, dotOfRows, type RowPlace } from './dot.js';
export { normalise, normaliseRows } from './normalise.js';
export { packVectors, unpackVectors } from './pack-vectors.js';
export { roundScore, scoreStep } from './round-score.js';
export { rowCount } from './row-count.js';
export { topK } from './top-k.js';
export type { LabelSets, NearestRequest, NearestRows, RowSet } from './nearest/nearest-request.js';
export { type NearestOptions, NearestSearch } from './nearest-search.js';
export { MatrixThread, type MatrixThreadOptions } from './matrix-thread.js';
export { type Block, MatrixProduct, OnnxMatrixProduct } from './product/matrix-product.js';
export { UnusableRequestError } from './nearest/unusable-request-error.js';
export { UnusableVectorError } from './unusable-vector-error.js';
export { VectorShapeError } from './vector-shape-error.js';
