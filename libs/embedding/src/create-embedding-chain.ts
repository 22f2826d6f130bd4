import type { Logger } from '@lexhop/foundation';
import { createModelCache, type ModelEntry, modelRegistry } from '@lexhop/model-files';
import { InMemoryRateLimiter, type RateLimiter } from '@lexhop/rate-limit';
import { EmbeddingChain } from './chain/embedding-chain.js';
import type { EmbeddingProvider } from './chain/embedding-provider.js';
import { defaultChain, type EmbeddingSettings } from './embedding-settings.js';
import { openAiProvider, openAiProviderName } from './openai-compatible/openai-provider.js';
import { geminiProvider } from './gemini/gemini-embedding-model.js';
import { mockProvider } from './mock-embedding-model.js';
import { folderProvider, folderProviderName } from './onnx/folder-provider.js';
import { onnxProvider } from './onnx/onnx-provider.js';

/**
 * The embedding chain that the settings name. Throws a SettingError where it names a provider that is not known.
 * @param limiter the rate limits of providers, shared by all workers; of this process alone where absent
 */
export function createEmbeddingChain(
  settings: EmbeddingSettings,
  logger: Logger,
  limiter: RateLimiter = new InMemoryRateLimiter(),
): EmbeddingChain {
  const { LEXHOP_EMBEDDING_CHAIN: set, LEXHOP_OPENAI_EMBEDDING_BASE_URL: server } = settings;
  const chain = set === defaultChain && server === undefined ? set.replace(`${openAiProviderName},`, '') : set;
  const first = settings.LEXHOP_EMBEDDING_MODEL_PATH === undefined ? '' : `${folderProviderName},`;
  const providers = embeddingProviders(settings, logger, limiter);
  return new EmbeddingChain({ providers, chain: `${first}${chain}`, logger });
}

const embeddingModels = modelRegistry.filter(({ task }) => task === 'embedding');

/** Every provider there is. Each local model is there by its name, in the precision of the settings, and in each precision by its name with that precision. */
function embeddingProviders(
  settings: EmbeddingSettings,
  logger: Logger,
  limiter: RateLimiter,
): readonly EmbeddingProvider[] {
  const local = { settings, logger };
  const cache = createModelCache(settings);
  const onnx = (name: string, entry: ModelEntry) => onnxProvider(name, entry, { cache, local });
  return [
    ...embeddingModels
      .filter(({ name, model }) => name === model)
      .map((entry) => onnx(entry.model, precise(entry, settings))),
    ...embeddingModels.map((entry) => onnx(`${entry.model}-${entry.precision}`, entry)),
    openAiProvider(settings, limiter),
    geminiProvider(settings, limiter),
    folderProvider(settings.LEXHOP_EMBEDDING_MODEL_PATH, local),
    mockProvider(settings.LEXHOP_EMBEDDING_MOCK_DIMENSIONS),
  ];
}

/** The entry of the same model in the precision of the settings; the entry itself where there is none. */
function precise(entry: ModelEntry, { LEXHOP_EMBEDDING_PRECISION: precision }: EmbeddingSettings): ModelEntry {
  return modelRegistry.find((other) => other.model === entry.model && other.precision === precision) ?? entry;
}
