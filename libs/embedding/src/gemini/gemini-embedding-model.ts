import { because } from '@lexhop/foundation';
import type { EmbeddingSpace } from '@lexhop/graph-model';
import type { RateLimiter, RateLimits } from '@lexhop/rate-limit';
import type { EmbeddingProvider } from '../chain/embedding-provider.js';
import { remoteRetry } from '../remote-calls.js';
import { embedInPieces } from '../cut-text.js';
import { type EmbeddingLimits, EmbeddingModel, type EmbeddingRole, type EmbedOptions } from '../embedding-model.js';
import type { EmbeddingSettings } from '../embedding-settings.js';
import { EmbeddingError, notSet, UnsetProviderError } from '../errors.js';
import { type ModelRuntime, type ReportsRuntime, Throughput } from '../model-runtime.js';
import { GeminiClient, type GeminiParts, taskTypes } from './gemini-client.js';

/** Gemini reads 2,048 tokens and drops the rest without a word; a Han character is one token at most times, two at worst. */
const cutting = { length: 1_000, overlap: 200 };

/** The space of a Gemini model. The provider does not promise that a text gets the same vector again to the last bit. */
function geminiSpace(model: string, dimensions: number): EmbeddingSpace {
  return {
    provider: 'gemini',
    model,
    revision: 'unversioned',
    dimensions,
    precision: 'fp32',
    preparation: `tasks-${cutting.length}-${cutting.overlap}`,
    semantic: true,
    reproducible: false,
  };
}

/** Google's embedding model over the network. */
export class GeminiEmbeddingModel extends EmbeddingModel implements ReportsRuntime {
  override readonly space: EmbeddingSpace;
  override readonly outputs = ['dense'] as const;
  readonly #client: GeminiClient;
  readonly #throughput: Throughput;
  #closed = false;

  constructor(private readonly parts: GeminiParts) {
    super();
    this.#throughput = new Throughput(parts.model);
    this.space = geminiSpace(parts.model, parts.dimensions);
    this.#client = new GeminiClient(parts);
  }

  /** A call is a request: what a minute's quota allows, and after it what a build has is saved. */
  override get limits(): EmbeddingLimits {
    return { maxTokens: 2_048, textsPerCall: this.#client.textsPerRequest, bytesPerCall: Infinity };
  }

  /** The text after the task that the provider is told: the same text has another vector for another task. */
  override prepare(text: string, role: EmbeddingRole): string {
    return `${taskTypes[role]} ${sendable(text)}`;
  }

  override async embed(
    texts: readonly string[],
    role: EmbeddingRole,
    { signal }: EmbedOptions = {},
  ): Promise<Float32Array> {
    signal?.throwIfAborted();
    if (this.#closed) throw new EmbeddingError(this.parts.model, 'it was closed.');
    const embedPieces = (pieces: readonly string[]) => this.#client.embed(pieces, role, signal);
    const { dimensions } = this.space;
    const call = async () => ({
      rows: await embedInPieces(texts.map(sendable), { cutting, dimensions, embedPieces }),
      tokens: 0,
    });
    return (await this.#throughput.measure(texts.length, call)).rows;
  }

  runtime(): ModelRuntime {
    return { device: 'remote', loaded: true, ...this.#throughput.rates() };
  }

  override async close(): Promise<void> {
    this.#closed = true;
  }
}

/** The provider refuses a text without a character. */
function sendable(text: string): string {
  return text.trim() || '-';
}

const withoutKey = notSet('GEMINI_API_KEY');

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
      if (apiKey === undefined) return { state: 'passed-over', ...withoutKey };
      const reason = `its key is set; ${model} is asked when a build embeds.`;
      return { state: 'ask', ...because('key-set', reason, { model }) };
    },
    async open() {
      if (apiKey === undefined) throw new UnsetProviderError('gemini', withoutKey);
      const timeoutMs = settings.LEXHOP_GEMINI_EMBEDDING_TIMEOUT_S * 1000;
      return new GeminiEmbeddingModel({
        model,
        dimensions,
        apiKey,
        timeoutMs,
        retry: remoteRetry,
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
