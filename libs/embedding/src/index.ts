/** Embedding: turns text into vectors; a chain of providers picks one model for a whole build and says which. */
export {
  type EmbeddingLimits,
  EmbeddingModel,
  type EmbeddingOutput,
  type EmbeddingRole,
  type EmbedOptions,
} from './embedding-model.js';
export { EmbeddingError } from './errors/embedding-error.js';
export { EmbeddingSpaceUnavailableError } from './errors/embedding-space-unavailable-error.js';
export { NoEmbeddingModelError } from './errors/no-embedding-model-error.js';
export { MockEmbeddingModel } from './mock/mock-embedding-model.js';
export { type ChainParts, type ChooseOptions, type ChosenModel, EmbeddingChain } from './chain/embedding-chain.js';
export { type DownloadProgress, type EmbeddingProvider, type OpenOptions } from './chain/embedding-provider.js';
export { type EmbeddingChainStatus, type OpenModelStatus, type ProviderState } from './chain/chain-status.js';
export { mockProvider } from './chain/mock-provider.js';
export { type ModelRuntime, type ReportsRuntime, runtimeOf } from './chain/model-runtime.js';
