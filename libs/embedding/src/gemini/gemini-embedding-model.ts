import { because } from '@lexhop/foundation';
import type { EmbeddingSpace } from '@lexhop/graph-model';
import type { RateLimiter } from '@lexhop/rate-limit';
import type { EmbeddingProvider } from '../chain/embedding-provider.js';
import type { EmbedAllOptions, EmbeddingLimits, EmbeddingRole, ModelRuntime } from '../embedding-model.js';
import type { EmbeddingSettings } from '../embedding-settings.js';
import { notSet, UnsetProviderError } from '../errors.js';
import { denseInPieces, RemoteCalls, remoteRetry } from '../remote-calls.js';
import { RunningModel } from '../running-model.js';
import { GeminiEndpoint, type GeminiParts, taskTypes } from './gemini-endpoint.js';

/** Gemini reads 2,048 tokens and drops the rest silently. A Han character is mostly one token at most, and two at worst. */
const cutting = { length: 1_000, overlap: 200 };

/** Google's embedding model over the network. Google does not promise that a text gets the same vector again, to the last bit. */
export class GeminiEmbeddingModel extends RunningModel {
  override readonly space: EmbeddingSpace;
  override readonly outputs = ['dense'] as const;
  readonly #calls: RemoteCalls<Float32Array>;

  constructor(parts: GeminiParts) {
    super(parts.model);
    this.space = {
      provider: 'gemini',
      model: parts.model,
      revision: 'unversioned',
      dimensions: parts.dimensions,
      precision: 'fp32',
      preparation: `tasks-${cutting.length}-${cutting.overlap}`,
      semantic: true,
      reproducible: false,
    };
    this.#calls = new RemoteCalls(parts, new GeminiEndpoint(parts));
  }

  /** A call is one request, no larger than a minute's quota: what a build has is saved after each. */
  override get limits(): EmbeddingLimits {
    return { maxTokens: 2_048, ...this.#calls.limits };
  }

  /** The task that Gemini is told, and the text: a text has another vector for another task. */
  override prepare(text: string, role: EmbeddingRole): string {
    return `${taskTypes[role]} ${sendable(text)}`;
  }

  protected override state(): ModelRuntime {
    return { device: 'remote', loaded: true };
  }

  protected override async vectors(texts: readonly string[], role: EmbeddingRole, { signal }: EmbedAllOptions) {
    return denseInPieces(this.#calls, texts.map(sendable), { cutting, role, signal });
  }
}

/** Gemini refuses a text without a character. */
function sendable(text: string): string {
  return text.trim() || '-';
}

const withoutKey = notSet('GEMINI_API_KEY');

/** Gemini as a provider, asked in turn with all who share the limiter. It can't be opened without a key. */
export function geminiProvider(settings: EmbeddingSettings, limiter: RateLimiter): EmbeddingProvider {
  const model = settings.LEXHOP_GEMINI_EMBEDDING_MODEL;
  const dimensions = settings.LEXHOP_GEMINI_EMBEDDING_DIMENSIONS;
  const apiKey = settings.GEMINI_API_KEY ?? settings.GOOGLE_API_KEY;
  const limits = {
    requestsPerMinute: settings.LEXHOP_GEMINI_EMBEDDING_REQUESTS_PER_MINUTE,
    tokensPerMinute: settings.LEXHOP_GEMINI_EMBEDDING_TOKENS_PER_MINUTE,
  };
  return {
    name: 'gemini',
    serves: (space) => space.provider === 'gemini' && space.model === model && space.dimensions === dimensions,
    semantic: true,
    async outlook() {
      if (apiKey === undefined) return { state: 'passed-over', ...withoutKey };
      const reason = `its key is set; ${model} is asked when a build embeds.`;
      return { state: 'ask', ...because('key-set', reason, { model }) };
    },
    async open() {
      if (apiKey === undefined) throw new UnsetProviderError('gemini', withoutKey);
      return new GeminiEmbeddingModel({
        model,
        dimensions,
        apiKey,
        timeoutMs: settings.LEXHOP_GEMINI_EMBEDDING_TIMEOUT_S * 1000,
        retry: remoteRetry,
        turns: { limiter, limits },
        baseUrl: settings.LEXHOP_GEMINI_BASE_URL,
      });
    },
  };
}
