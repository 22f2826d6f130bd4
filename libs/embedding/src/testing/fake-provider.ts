import { SilentLogger } from '@lexhop/foundation';
import { EmbeddingChain } from '../chain/embedding-chain.js';
import type { EmbeddingProvider } from '../chain/embedding-provider.js';
import { EmbeddingError } from '../errors/embedding-error.js';
import { FakeEmbeddingModel } from './fake-embedding-model.js';

/** A provider that remembers how it was opened. */
export interface FakeProvider extends EmbeddingProvider {
  readonly model: FakeEmbeddingModel;
  /** Whether each opening might download. */
  readonly downloads: boolean[];
}

/** A provider of a fake model; `works` may throw. */
export function aProvider(name: string, works: () => unknown = () => undefined): FakeProvider {
  const model = new FakeEmbeddingModel({ space: { model: name } });
  const downloads: boolean[] = [];
  return {
    name,
    model,
    downloads,
    semantic: true,
    serves: (space) => space.model === name,
    outlook: async () => ({ state: 'ready', reason: 'it is here.' }),
    open: async ({ download }) => {
      downloads.push(download);
      await works();
      return model;
    },
  };
}

/** A chain of these providers in this order, or of those named. */
export function aChain(providers: readonly EmbeddingProvider[], chain = providers.map(({ name }) => name).join(',')) {
  return new EmbeddingChain({ providers, chain, logger: new SilentLogger() });
}

/** Works that do not, with this sentence. */
export const fails = (sentence: string) => () => Promise.reject(new EmbeddingError('it', sentence));
