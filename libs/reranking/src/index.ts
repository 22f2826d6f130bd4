/** Reranking: reads a query beside a few passages and orders them by how well they answer it. */
export { type RankedPassage, type Ranking, rankingOf, Reranker } from './reranker.js';
export { RerankingError } from './errors.js';
export { Rerankers, rerankersPartsOf } from './rerankers.js';
export { type RerankingSettings, rerankingSettings } from './settings.js';
