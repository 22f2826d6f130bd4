/** Retrieval: the story of a question on one build: enter, traverse, prune, present; strategies as values. */
export type { Explanation, Note, PathStep, RetrieveAnswer, RetrievedArticle, ScorePart } from './answer.js';
export { ActiveReaders, type ActiveReadersParts, type ActiveReaderStatus } from './active/active-readers.js';
export { EmptyQueryError } from './errors/empty-query-error.js';
export { IndexContentsError } from './errors/index-contents-error.js';
export { NoActiveBuildError } from './errors/no-active-build-error.js';
export { QuerySpaceError } from './errors/query-space-error.js';
export { type ArticleSearch, type ArticlesFound, findArticles, type StatuteTitleList } from './find-articles.js';
export type { GraphIndex } from './index/graph-index.js';
export { GraphIndexBuilder } from './index/graph-index-builder.js';
export { InMemoryGraphReader } from './index/in-memory-graph-reader.js';
export { loadGraphIndex } from './index/load-graph-index.js';
export {
  type HopPolicy,
  type ListName,
  type ListWeights,
  type PaperPolicy,
  type RetrievalPolicy,
  retrievalPolicy,
} from './policy.js';
export { type QueryEmbedder, queryEmbedderOf, type QueryRole, type QueryVectors } from './query-embedder.js';
export {
  type RetrievalMode,
  retrievalModes,
  retrievalModeSchema,
  type RetrieveRequest,
  retrieveRequestSchema,
} from './request.js';
export { retrieve } from './retrieve.js';
export { retrievalSettings } from './settings.js';
export { neighboursOf, type Subgraph, subgraphAround, type SubgraphRequest } from './subgraph-around.js';
