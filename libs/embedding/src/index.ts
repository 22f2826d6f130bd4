/** Embedding: turns text into vectors; a chain of providers picks one model for a whole build, and says which. */
export {
  type ChainOutlook,
  type EmbeddingChainStatus,
  embeddingChainStatusSchema,
  providerStateSchema,
} from './chain/chain-status.js';
export { type ChosenModel, EmbeddingChain } from './chain/embedding-chain.js';
export type { DownloadProgress, EmbeddingProvider, OpenOptions } from './chain/embedding-provider.js';
export { createEmbeddingChain } from './create-embedding-chain.js';
export { EmbeddingModel, type EmbeddingRole, type VectorOutput, vectorOutputs } from './embedding-model.js';
export { type EmbeddingSettings, embeddingSettings } from './embedding-settings.js';
export { EmbeddingError } from './errors.js';
export { MockEmbeddingModel, mockProvider } from './mock-embedding-model.js';
export { comparedPairSchema, comparePairs } from './similarity.js';
export { textsInCalls, type TextVector, vectorRecordOf, vectorRecordSchema, vectorsOf } from './vectors-of-texts.js';
