import { type EmbedContentRequest, type GenerativeModel, GoogleGenerativeAI, TaskType } from '@google/generative-ai';
import type { RateLimits } from '@lexhop/rate-limit';
import { z } from 'zod';
import type { EmbeddingRole } from '../embedding-model.js';
import { type Endpoint, passing, type RemoteFailure, type RemoteParts, type RemoteVectors } from '../remote-calls.js';
import { type GeminiFailure, geminiFailure } from './gemini-failure.js';
import { listenToCall } from './listen-to-call.js';

/** How Gemini is asked. */
export interface GeminiParts extends RemoteParts {
  readonly apiKey: string;
  readonly dimensions: number;
  /** Google's own when absent. */
  readonly baseUrl?: string | undefined;
}

/** What each role is for, in Google's words. */
export const taskTypes: Readonly<Record<EmbeddingRole, TaskType>> = {
  query: TaskType.RETRIEVAL_QUERY,
  passage: TaskType.RETRIEVAL_DOCUMENT,
  question: TaskType.SEMANTIC_SIMILARITY,
};

const replySchema = z.object({ embeddings: z.array(z.object({ values: z.array(z.number()) })) });

/** The most texts of one request, by Google's words. */
const mostTextsPerRequest = 100;

/**
 * Gemini's `batchEmbedContents`. Every text counts as one request a minute, so no request carries more texts than a minute allows: as set, or
 * as a refusal of Google's named it, which is remembered for as long as this lives.
 */
export class GeminiEndpoint implements Endpoint<Float32Array> {
  readonly service = 'Gemini';
  readonly host: string;
  readonly channel: string;
  readonly #address: string;
  readonly #model: GenerativeModel;
  #textsPerMinute = Infinity;

  constructor(private readonly parts: GeminiParts) {
    const { model, apiKey, baseUrl } = parts;
    this.#address = baseUrl ?? 'https://generativelanguage.googleapis.com';
    this.host = new URL(this.#address).host;
    this.channel = `gemini/${model}`;
    const options = baseUrl === undefined ? {} : { baseUrl };
    this.#model = new GoogleGenerativeAI(apiKey).getGenerativeModel({ model }, options);
  }

  get limits() {
    const { requestsPerMinute = Infinity } = this.#rateLimits;
    return { textsPerCall: Math.min(mostTextsPerRequest, requestsPerMinute), bytesPerCall: Infinity };
  }

  demand(texts: number) {
    return { requests: texts, limits: this.#rateLimits };
  }

  async send(
    texts: readonly string[],
    role: EmbeddingRole,
    signal: AbortSignal,
  ): Promise<RemoteVectors<Float32Array> | GeminiFailure> {
    const requests = texts.map((text) => this.#requestFor(text, role));
    return listenToCall(async (customHeaders, heard) => {
      try {
        // The client's own timeout leaves a timer behind, so that only a signal is given to it.
        return this.#read(await this.#model.batchEmbedContents({ requests }, { signal, customHeaders }), texts.length);
      } catch (thrown) {
        return geminiFailure(thrown, heard(), this.#address);
      }
    });
  }

  /** The next request carries fewer texts; but it is not sent at once. */
  learn({ textsPerMinute = Infinity }: GeminiFailure): boolean {
    this.#textsPerMinute = Math.min(this.#textsPerMinute, textsPerMinute);
    return false;
  }

  get #rateLimits(): RateLimits {
    const { limits } = this.parts.turns;
    const requestsPerMinute = Math.min(limits.requestsPerMinute ?? Infinity, this.#textsPerMinute);
    return Number.isFinite(requestsPerMinute) ? { ...limits, requestsPerMinute } : limits;
  }

  #requestFor(text: string, role: EmbeddingRole): EmbedContentRequest {
    const request = { content: { role: 'user', parts: [{ text }] }, taskType: taskTypes[role] };
    // The client's type does not know the number of dimensions; the API does.
    return { ...request, outputDimensionality: this.parts.dimensions } as EmbedContentRequest;
  }

  #read(reply: unknown, texts: number): RemoteVectors<Float32Array> | RemoteFailure {
    const { dimensions } = this.parts;
    const { data } = replySchema.safeParse(reply);
    if (!data) return passing('its answer is not one of embeddings.');
    const vectors = data.embeddings.map(({ values }) => Float32Array.from(values));
    if (vectors.length !== texts) return passing(`${vectors.length} vectors came for ${texts} texts.`);
    const wrong = vectors.find((vector) => vector.length !== dimensions || vector.every((value) => value === 0));
    if (!wrong) return { vectors, tokens: 0 };
    return passing(`a vector has ${wrong.length} dimensions instead of ${dimensions}, or is all zeros.`);
  }
}
