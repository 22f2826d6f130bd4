import { mockSpace, MockEmbeddingModel } from '../mock/mock-embedding-model.js';
import type { EmbeddingProvider } from './embedding-provider.js';

/** The mock as a provider: always works, and its space says `semantic: false`. */
export function mockProvider(dimensions?: number): EmbeddingProvider {
  const { provider, model } = mockSpace(dimensions);
  return {
    name: 'mock',
    serves: (space) => space.provider === provider && space.model === model,
    semantic: false,
    outlook: async () => ({
      state: 'ready',
      reason: 'it needs nothing, and its vectors know characters and no meaning.',
    }),
    open: async () => new MockEmbeddingModel(dimensions),
  };
}
