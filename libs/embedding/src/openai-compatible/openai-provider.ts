import { because, type Reason } from '@lexhop/foundation';
import type { RateLimiter } from '@lexhop/rate-limit';
import type { EmbeddingProvider } from '../chain/embedding-provider.js';
import type { EmbeddingSettings } from '../embedding-settings.js';
import { notSet, UnsetProviderError } from '../errors.js';
import { remoteRetry } from '../remote-calls.js';
import { hostOf } from './openai-endpoint.js';
import { OpenAiEmbeddingModel, type OpenAiModelParts } from './openai-embedding-model.js';

/** What the chain calls a server that speaks OpenAI's `/v1/embeddings`. */
export const openAiProviderName = 'openai-compatible';

/** The server of the settings as a provider, asked in turn with all who share the limiter. It can't be opened without an address and a model. */
export function openAiProvider(settings: EmbeddingSettings, limiter: RateLimiter): EmbeddingProvider {
  const parts = partsOf(settings, limiter);
  return {
    name: openAiProviderName,
    serves: (space) =>
      !('reason' in parts) &&
      space.provider === openAiProviderName &&
      space.model === `${hostOf(parts.baseUrl)}/${parts.model}` &&
      (parts.dimensions ?? space.dimensions) === space.dimensions &&
      labelIn(space.revision) === parts.revision,
    semantic: true,
    async outlook() {
      if ('reason' in parts) return { state: 'passed-over', ...parts };
      const facts = { host: hostOf(parts.baseUrl), model: parts.model };
      return {
        state: 'ask',
        ...because('server-set', `${facts.host} is asked for ${facts.model} when a build embeds.`, facts),
      };
    },
    async open({ signal }) {
      if ('reason' in parts) throw new UnsetProviderError(openAiProviderName, parts);
      return OpenAiEmbeddingModel.open(parts, signal);
    },
    inSpace: (model, space) => (model instanceof OpenAiEmbeddingModel ? model.inSpace(space) : undefined),
  };
}

function labelIn(revision: string): string | undefined {
  const parts = revision.split('.');
  return parts.length > 1 ? parts.slice(0, -1).join('.') : undefined;
}

/** How the server is asked; a reason where a setting is missing. */
function partsOf(settings: EmbeddingSettings, limiter: RateLimiter): OpenAiModelParts | Reason {
  const { LEXHOP_OPENAI_EMBEDDING_BASE_URL: baseUrl, LEXHOP_OPENAI_EMBEDDING_MODEL: model } = settings;
  if (baseUrl === undefined) return notSet('LEXHOP_OPENAI_EMBEDDING_BASE_URL');
  if (model === undefined) return notSet('LEXHOP_OPENAI_EMBEDDING_MODEL');
  return {
    // The address that requests go to is often what people copy.
    baseUrl: baseUrl.replace(/\/+$/u, '').replace(/\/embeddings$/u, ''),
    model,
    apiKey: settings.LEXHOP_OPENAI_EMBEDDING_API_KEY,
    dimensions: settings.LEXHOP_OPENAI_EMBEDDING_DIMENSIONS,
    revision: settings.LEXHOP_OPENAI_EMBEDDING_REVISION,
    timeoutMs: settings.LEXHOP_OPENAI_EMBEDDING_TIMEOUT_S * 1000,
    retry: remoteRetry,
    turns: {
      limiter,
      limits: {
        requestsPerMinute: settings.LEXHOP_OPENAI_EMBEDDING_REQUESTS_PER_MINUTE,
        tokensPerMinute: settings.LEXHOP_OPENAI_EMBEDDING_TOKENS_PER_MINUTE,
      },
    },
  };
}
