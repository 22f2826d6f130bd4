/** Retrieval: the story of a question on one build: enter, traverse, prune, present; strategies as values. */
export type { Explanation, Note, PathStep, RetrieveAnswer, RetrievedArticle, ScorePart } from './answer.js';
export { ActiveReaders, type ActiveReadersParts, type ActiveReaderStatus } from './active-readers.js';
export { EmptyQueryError } from './errors.js';
export { IndexContentsError } from './errors.js';
export { NoActiveBuildError } from './errors.js';
export { QuerySpaceError } from './errors.js';
export { type ArticleSearch, type ArticlesFound, findArticles, type StatuteTitleList } from './find-articles.js';
export type { GraphIndex } from './memory-index/graph-index.js';
export { GraphIndexBuilder } from './memory-index/graph-index.js';
export { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
export { loadGraphIndex } from './memory-index/load-graph-index.js';
export {
  type HopPolicy,
  type ListName,
  type ListWeights,
  type PaperPolicy,
  type RetrievalPolicy,
  retrievalPolicy,
} from './policy.js';
export { type QueryEmbedder, queryEmbedderOf, type QueryRole, type QueryVectors } from './query-vectors.js';
export {
  type RetrievalMode,
  retrievalModes,
  retrievalModeSchema,
  type RetrieveRequest,
  retrieveRequestSchema,
} from './request.js';
export { LanguageModelReasoner } from './hop-reasoner.js';
export type { HopReasoner } from './search.js';
export { QueryReader, type ReadingProviderOf } from './query-reader.js';
export { retrieve, type RetrieveParts } from './retrieve.js';
export { retrievalSettings } from './settings.js';
export { neighboursOf, type Subgraph, subgraphAround, type SubgraphRequest } from './subgraph-around.js';
