import { randomUUID } from 'node:crypto';
import { type EmbedContentRequest, type GenerativeModel, GoogleGenerativeAI, TaskType } from '@google/generative-ai';
import type { RateLimiter, RateLimits } from '@lexhop/rate-limit';
import { z } from 'zod';
import type { EmbeddingRole } from '../embedding-model.js';
import { RemoteCalls, type RemoteParts } from '../remote-calls.js';
import { callHeader, type GeminiFailure, geminiFailure, listenToCall } from './gemini-failure.js';

/** How Gemini is asked. */
export interface GeminiParts {
  readonly model: string;
  readonly apiKey: string;
  readonly dimensions: number;
  readonly timeoutMs: number;
  /** Google's own when absent. */
  readonly baseUrl?: string | undefined;
  readonly retry: RemoteParts['retry'];
  readonly turns: { readonly limiter: RateLimiter; readonly limits: RateLimits };
}

/** What each role is for, in Google's words. */
export const taskTypes: Readonly<Record<EmbeddingRole, TaskType>> = {
  query: TaskType.RETRIEVAL_QUERY,
  passage: TaskType.RETRIEVAL_DOCUMENT,
  question: TaskType.SEMANTIC_SIMILARITY,
};

const replySchema = z.object({ embeddings: z.array(z.object({ values: z.array(z.number()) })) });

/** What one request may carry at most, by Google's words. */
const mostTextsPerRequest = 100;

/**
 * Asks Gemini for vectors, up to 100 texts in one request. Every text counts as a request a minute, so that no request carries more than a
 * minute allows: as set, or as a refusal of Google's said. Asks in turn with all who share the limiter; tries again where that
 * helps, after a pause for everybody.
 */
export class GeminiClient {
  readonly #model: GenerativeModel;
  readonly #calls: RemoteCalls;
  /** Texts a minute as a refusal named them; remembered for as long as the client lives. */
  #learned = Infinity;

  constructor(private readonly parts: GeminiParts) {
    const { model, retry, turns } = parts;
    this.#calls = new RemoteCalls({
      service: 'Gemini',
      model,
      channel: `gemini/${model}`,
      retry,
      limiter: turns.limiter,
    });
    const options = parts.baseUrl === undefined ? {} : { baseUrl: parts.baseUrl };
    this.#model = new GoogleGenerativeAI(parts.apiKey).getGenerativeModel({ model: parts.model }, options);
  }

  /** One vector for each text, as the provider gave it. Rejects with an EmbeddingError, or the signal's reason. */
  async embed(
    texts: readonly string[],
    role: EmbeddingRole,
    signal?: AbortSignal,
  ): Promise<readonly (readonly number[])[]> {
    const vectors: (readonly number[])[] = [];
    for (let attempt = 1; vectors.length < texts.length; attempt++) {
      const batch = texts.slice(vectors.length, vectors.length + this.textsPerRequest);
      await this.#calls.awaitTurn(this.#demand(batch), vectors.length > 0, signal);
      const outcome = await this.#once(batch, role, signal);
      if (!('reason' in outcome)) {
        vectors.push(...outcome.vectors);
        attempt = 0;
        continue;
      }
      this.#learned = Math.min(this.#learned, outcome.textsPerMinute ?? Infinity);
      await this.#calls.failed(outcome, attempt);
    }
    return vectors;
  }

  #demand(texts: readonly string[]) {
    // About one token a character, on the high side: Gemini does not say what an embedding took.
    const tokens = texts.reduce((sum, text) => sum + text.length, 0);
    return { limits: this.#limits, requests: texts.length, tokens };
  }

  get #limits(): RateLimits {
    const { limits } = this.parts.turns;
    const requestsPerMinute = Math.min(limits.requestsPerMinute ?? Infinity, this.#learned);
    return Number.isFinite(requestsPerMinute) ? { ...limits, requestsPerMinute } : limits;
  }

  /** Most texts of one request, as far as is known now. */
  get textsPerRequest(): number {
    return Math.min(mostTextsPerRequest, this.#limits.requestsPerMinute ?? Infinity);
  }

  async #once(
    texts: readonly string[],
    role: EmbeddingRole,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly vectors: readonly (readonly number[])[] } | GeminiFailure> {
    const id = randomUUID();
    const late = AbortSignal.timeout(this.parts.timeoutMs);
    const within = signal ? AbortSignal.any([signal, late]) : late;
    return listenToCall(id, async (heard) => {
      try {
        const requests = texts.map((text) => this.#request(text, role));
        // The client's own timeout leaves a timer behind, so that only a signal is given to it.
        const reply = await this.#model.batchEmbedContents(
          { requests },
          { signal: within, customHeaders: { [callHeader]: id } },
        );
        const vectors = this.#vectors(reply, texts.length);
        this.#calls.succeeded();
        return { vectors };
      } catch (thrown) {
        signal?.throwIfAborted();
        if (late.aborted) return failure(`no answer came within ${this.parts.timeoutMs} ms.`);
        return geminiFailure(thrown, this.parts.apiKey, heard());
      }
    });
  }

  #request(text: string, role: EmbeddingRole): EmbedContentRequest {
    const request = { content: { role: 'user', parts: [{ text }] }, taskType: taskTypes[role] };
    // The client's type does not know the number of dimensions; the API does.
    return { ...request, outputDimensionality: this.parts.dimensions } as EmbedContentRequest;
  }

  #vectors(reply: unknown, count: number): readonly (readonly number[])[] {
    const { embeddings } = replySchema.parse(reply);
    if (embeddings.length !== count) throw new Error(`${embeddings.length} vectors came for ${count} texts.`);
    for (const { values } of embeddings) {
      if (values.length === this.parts.dimensions && values.some((value) => value !== 0)) continue;
      throw new Error(`a vector has ${values.length} dimensions instead of ${this.parts.dimensions}, or is all zeros.`);
    }
    return embeddings.map(({ values }) => values);
  }
}

function failure(reason: string): GeminiFailure {
  return { reason, retryable: true, unreachable: false, waitMs: undefined };
}
