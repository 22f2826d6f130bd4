/** Embedding: turns text into vectors; a chain of providers picks one model for a whole build and says which. */
export {
  type EmbeddingLimits,
  EmbeddingModel,
  type EmbeddingOutput,
  type EmbeddingRole,
  type EmbedOptions,
} from './embedding-model.js';
export { textsInCalls } from './texts-in-calls.js';
export { type EmbeddingSettings, embeddingSettings } from './embedding-settings.js';
export { createEmbeddingChain, createModelCache } from './create-embedding-chain.js';
export { EmbeddingError } from './errors/embedding-error.js';
export { EmbeddingSpaceUnavailableError } from './errors/embedding-space-unavailable-error.js';
export { NoEmbeddingModelError } from './errors/no-embedding-model-error.js';
export { MockEmbeddingModel } from './mock/mock-embedding-model.js';
export { type ChainParts, type ChooseOptions, type ChosenModel, EmbeddingChain } from './chain/embedding-chain.js';
export type { ChainOutlook } from './chain/chain-outlook.js';
export {
  type DownloadProgress,
  type EmbeddingProvider,
  type OpenOptions,
  type Outlook,
} from './chain/embedding-provider.js';
export { type EmbeddingChainStatus, type OpenModelStatus, type ProviderState } from './chain/chain-status.js';
export { mockProvider } from './chain/mock-provider.js';
export { type ModelRuntime, type ReportsRuntime, runtimeOf } from './chain/model-runtime.js';
export { HybridEmbeddingModel, type LexicalWeights, type MultiVector, type TextVectors } from './bge/text-vectors.js';
export {
  defaultHybridWeights,
  denseSimilarity,
  hybridScore,
  type HybridWeights,
  multiVectorSimilarity,
  type Similarity,
  sparseSimilarity,
} from './bge/similarity.js';
export { ModelDownloadError } from './errors/model-download-error.js';
export { ModelFileError } from './errors/model-file-error.js';
export { ModelMissingError } from './errors/model-missing-error.js';
export { UnknownModelError } from './errors/unknown-model-error.js';
export { ModelCache, type ModelListing, type Pinning, type VerifiedFile } from './models/model-cache.js';
export { type ModelPull, ModelPulls } from './models/model-pulls.js';
export { type LocatedFile } from './models/locate-model.js';
export { type ModelSources, type PullOptions, type PullProgress } from './models/model-sources.js';
export { type ComparedPair, comparePairs, type TextPair } from './outputs/compare-pairs.js';
export { MissingOutputError } from './errors/missing-output-error.js';
export {
  outputsOfModel,
  type TextVector,
  type VectorOutput,
  vectorOutputs,
  vectorsOf,
  type VectorsRequest,
} from './outputs/vectors-of.js';
export { type VectorRecord, vectorRecordOf } from './outputs/vector-record.js';
