/** Retrieval: the story of a query on one build: understand, enter, traverse, prune, rerank, present; strategies as values. */
export { noteSchema, type RetrieveAnswer, retrieveAnswerSchema } from './answer.js';
export { activeBuildOf, ActiveReaders, readerStatusSchema } from './active-readers.js';
export { articleMeant, findArticles } from './find-articles.js';
export { LanguageModelReasoner } from './hop-reasoner.js';
export { GraphIndexBuilder } from './memory-index/graph-index.js';
export { InMemoryGraphReader } from './memory-index/in-memory-graph-reader.js';
export { IndexFolder } from './memory-index/index-folder.js';
export { loadGraphIndex } from './memory-index/load-graph-index.js';
export { hopKinds, type HopPolicy, type RetrievalPolicy, retrievalPolicy } from './policy.js';
export { QueryReader } from './query-reader.js';
export { type QueryEmbedder, queryEmbedderOf, type QueryVectors } from './query-vectors.js';
export {
  type RetrievalMode,
  retrievalModes,
  type RetrieveRequest,
  type RetrieveManyRequest,
  retrieveManyRequestSchema,
  retrieveRequestSchema,
} from './request.js';
export { retrieveMany } from './retrieve-many.js';
export { retrieve, type RetrieveParts } from './retrieve.js';
export { termsOf } from './memory-index/terms.js';
export { retrievalSettings } from './settings.js';
export { statuteIdsOf } from './statute-catalogue.js';
export { impactOf, impactSchema } from './impact.js';
export { neighboursOf, subgraphAround, subgraphSchema } from './subgraph-around.js';
