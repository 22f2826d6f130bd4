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

/** Asks Gemini for the vectors of up to 100 texts in one request; in turn with all who share the limiter; tries again where that helps, after a pause for everybody. */
export class GeminiClient {
  readonly #model: GenerativeModel;
  /** Before the first answer nothing is known to work: then it is tried once more at most, and soon. */
  #proven = false;

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
    for (let attempt = 1; ; attempt++) {
      await this.#awaitTurn(texts, signal);
      const outcome = await this.#once(texts, role, signal);
      if (!('reason' in outcome)) return outcome.vectors;
      if (outcome.retryable) await this.#pauseEverybody(outcome, attempt);
      this.#giveUp(outcome, attempt);
    }
  }

  async #awaitTurn(texts: readonly string[], signal: AbortSignal | undefined): Promise<void> {
    const { limiter, limits } = this.parts.turns;
    // About one token a character, on the high side: Gemini does not say what an embedding took.
    const tokens = texts.reduce((sum, text) => sum + text.length, 0);
    const demand = { channel: this.#channel, limits, requests: 1, tokens };
    const turn = await awaitTurn(limiter, demand, {
      longestWaitMilliseconds: this.#patience(false).longestWaitMs,
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
