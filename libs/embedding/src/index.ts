/** Embedding: turns text into vectors; a chain of providers picks one model for a whole build and says which. */
export {
  type EmbeddingLimits,
  EmbeddingModel,
  type EmbeddingOutput,
  type EmbeddingRole,
  type EmbedOptions,
} from './embedding-model.js';
