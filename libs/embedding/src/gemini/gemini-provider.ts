import type { RateLimiter, RateLimits } from '@lexhop/rate-limit';
import type { EmbeddingProvider } from '../chain/embedding-provider.js';
import type { EmbeddingSettings } from '../embedding-settings.js';
import { EmbeddingError } from '../errors/embedding-error.js';
import { GeminiEmbeddingModel } from './gemini-embedding-model.js';

/** Longer waits are for the queue: a job in hand keeps a lock that must be renewed. */
const retry = { attempts: 6, firstWaitMs: 1_000, longestWaitMs: 5_000 };

const withoutKey = 'GEMINI_API_KEY is not set.';

/** Gemini as a provider, asked in turn with all who share the limiter; without a key it can't be opened. */
export function geminiProvider(settings: EmbeddingSettings, limiter: RateLimiter): EmbeddingProvider {
  const model = settings.LEXHOP_GEMINI_EMBEDDING_MODEL;
  const dimensions = settings.LEXHOP_GEMINI_EMBEDDING_DIMENSIONS;
  const apiKey = settings.GEMINI_API_KEY ?? settings.GOOGLE_API_KEY;
  return {
    name: 'gemini',
    serves: (space) => space.provider === 'gemini' && space.model === model && space.dimensions === dimensions,
    semantic: true,
    async outlook() {
      if (apiKey === undefined) return { state: 'passed-over', reason: withoutKey };
      return { state: 'ask', reason: `its key is set; ${model} is asked when a build embeds.` };
    },
    async open() {
      if (apiKey === undefined) throw new EmbeddingError('gemini', withoutKey);
      const timeoutMs = settings.LEXHOP_GEMINI_EMBEDDING_TIMEOUT_S * 1000;
      return new GeminiEmbeddingModel({
        model,
        dimensions,
        apiKey,
        timeoutMs,
        retry,
        turns: { limiter, limits: limitsOf(settings) },
        baseUrl: settings.LEXHOP_GEMINI_BASE_URL,
      });
    },
  };
}

function limitsOf(settings: EmbeddingSettings): RateLimits {
  return {
    requestsPerMinute: settings.LEXHOP_GEMINI_EMBEDDING_REQUESTS_PER_MINUTE,
    tokensPerMinute: settings.LEXHOP_GEMINI_EMBEDDING_TOKENS_PER_MINUTE,
  };
}
