import { randomUUID } from 'node:crypto';
import { type EmbedContentRequest, type GenerativeModel, GoogleGenerativeAI, TaskType } from '@google/generative-ai';
import { awaitTurn, type RateLimiter, type RateLimits } from '@lexhop/rate-limit';
import { z } from 'zod';
import type { EmbeddingRole } from '../embedding-model.js';
import { EmbeddingError } from '../errors.js';
import { callHeader, type GeminiFailure, geminiFailure, listenToCall } from './gemini-failure.js';

/** How Gemini is asked. */
export interface GeminiParts {
  readonly model: string;
  readonly apiKey: string;
  readonly dimensions: number;
  readonly timeoutMs: number;
  /** Google's own when absent. */
  readonly baseUrl?: string | undefined;
  readonly retry: RetryParts;
  readonly turns: { readonly limiter: RateLimiter; readonly limits: RateLimits };
}

/** How often and how patiently a call is tried again. */
interface RetryParts {
  readonly attempts: number;
  readonly firstWaitMs: number;
  /** Longer waits are the caller's: the error says when to come again. */
  readonly longestWaitMs: number;
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

/** In milliseconds: as long as a whole minute's quota keeps the next turn waiting. */
const minuteAndMore = 65_000;

/**
 * Asks Gemini for vectors, up to 100 texts in one request. Every text counts as a request a minute, so that no request carries more than a
 * minute allows: as set, or as a refusal of Google's said. Asks in turn with all who share the limiter; tries again where that
 * helps, after a pause for everybody.
 */
export class GeminiClient {
  readonly #model: GenerativeModel;
  /** Before the first answer nothing is known to work: then it is tried once more at most, and soon. */
  #proven = false;
  /** Texts a minute as a refusal named them; remembered for as long as the client lives. */
  #learned = Infinity;

  constructor(private readonly parts: GeminiParts) {
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
      await this.#awaitTurn(batch, vectors.length > 0, signal);
      const outcome = await this.#once(batch, role, signal);
      if (!('reason' in outcome)) {
        vectors.push(...outcome.vectors);
        attempt = 0;
        continue;
      }
      this.#learned = Math.min(this.#learned, outcome.textsPerMinute ?? Infinity);
      if (outcome.retryable) await this.#pauseEverybody(outcome, attempt);
      this.#giveUp(outcome, attempt);
    }
    return vectors;
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

  async #awaitTurn(texts: readonly string[], isBegun: boolean, signal: AbortSignal | undefined): Promise<void> {
    const { limiter } = this.parts.turns;
    // About one token a character, on the high side: Gemini does not say what an embedding took.
    const tokens = texts.reduce((sum, text) => sum + text.length, 0);
    const demand = { channel: this.#channel, limits: this.#limits, requests: texts.length, tokens };
    const turn = await awaitTurn(limiter, demand, {
      // What came of a call so far would be lost, and asked for again and again where a call is more than a minute's quota.
      longestWaitMilliseconds: isBegun ? minuteAndMore : this.#patience(false).longestWaitMs,
      signal,
    });
    if (turn.granted) return;
    const seconds = Math.ceil(turn.waitMilliseconds / 1000);
    const sentence = `it has no free turn under its rate limit for ${seconds} s.`;
    const retryAfterMilliseconds = turn.waitMilliseconds;
    throw new EmbeddingError(this.parts.model, sentence, { retryable: true, retryAfterMilliseconds, isOwnPace: true });
  }

  /** Longer with every attempt, but no longer than callers wait, so that attempts are counted and end; or as long as the provider says where that is longer. */
  async #pauseEverybody({ waitMs }: GeminiFailure, attempt: number): Promise<void> {
    const { firstWaitMs, longestWaitMs } = this.parts.retry;
    const doubled = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
    await this.parts.turns.limiter.pause(this.#channel, Math.max(waitMs ?? 0, doubled));
  }

  get #channel(): string {
    return `gemini/${this.parts.model}`;
  }

  #giveUp({ reason, retryable, unreachable, waitMs = 0 }: GeminiFailure, attempt: number): void {
    const { attempts, longestWaitMs } = this.#patience(unreachable);
    if (!retryable) throw new EmbeddingError(this.parts.model, `Gemini refused: ${reason}`);
    if (waitMs > longestWaitMs)
      throw this.#failed(`Gemini asks to wait ${Math.ceil(waitMs / 1000)} s: ${reason}`, waitMs);
    const times = attempt === 1 ? 'once' : `${attempt} times, the last time so`;
    if (attempt >= attempts) throw this.#failed(`Gemini failed ${times}: ${reason}`);
  }

  #failed(sentence: string, retryAfterMilliseconds?: number): EmbeddingError {
    return new EmbeddingError(this.parts.model, sentence, { retryable: true, retryAfterMilliseconds });
  }

  #patience(unreachable: boolean): RetryParts {
    const { retry } = this.parts;
    if (this.#proven) return retry;
    return { ...retry, attempts: unreachable ? 1 : 2, longestWaitMs: Math.min(retry.longestWaitMs, 2_000) };
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
        this.#proven = true;
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
