/** Reranking: reads a query beside a few passages and orders them by how well they answer it. */
export {
  type RankedPassage,
  type Ranking,
  rankingOf,
  Reranker,
  type RerankingLimits,
  type RerankingModel,
  type RerankOptions,
} from './reranker.js';
export { LanguageModelReranker } from './language-model-reranker.js';
export { RerankingError } from './errors.js';
export { type CrossEncoderParts, openCrossEncoder } from './cross-encoder-reranker.js';
export { MultiVectorReranker } from './multi-vector-reranker.js';
