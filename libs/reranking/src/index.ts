/** Reranking: reads a query together with a few passages and orders these by how well they answer it. */
export { type RankedPassage, type Ranking, rankingOf, Reranker } from './reranker.js';
export { RerankingError } from './errors.js';
export { Rerankers, rerankersPartsOf } from './rerankers.js';
export { type RerankingSettings, rerankingSettings } from './settings.js';
