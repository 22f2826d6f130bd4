import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { type EmbedContentRequest, type GenerativeModel, GoogleGenerativeAI, TaskType } from '@google/generative-ai';
import { z } from 'zod';
import type { EmbeddingRole } from '../embedding-model.js';
import { EmbeddingError } from '../errors/embedding-error.js';
import { type GeminiFailure, geminiFailure } from './gemini-failure.js';
import { callHeader, withRetryAfter } from './retry-after-header.js';

/** How Gemini is asked. */
export interface GeminiParts {
  readonly model: string;
  readonly apiKey: string;
  readonly dimensions: number;
  readonly timeoutMs: number;
  /** Google's own when absent. */
  readonly baseUrl?: string | undefined;
  readonly retry: RetryParts;
}

/** How often and how patiently a call is tried again. */
export interface RetryParts {
  readonly attempts: number;
  readonly firstWaitMs: number;
  /** A provider that wants to be left alone for longer has failed. */
  readonly longestWaitMs: number;
}

/** What each role is for, in Google's words. */
export const taskTypes: Readonly<Record<EmbeddingRole, TaskType>> = {
  query: TaskType.RETRIEVAL_QUERY,
  passage: TaskType.RETRIEVAL_DOCUMENT,
  question: TaskType.SEMANTIC_SIMILARITY,
};

const replySchema = z.object({ embeddings: z.array(z.object({ values: z.array(z.number()) })) });

/** Asks Gemini for the vectors of up to 100 texts in one request; tries again where that helps, all callers together. */
export class GeminiClient {
  readonly #model: GenerativeModel;
  /** Before the first answer nothing is known to work: then it is tried once more at most, and soon. */
  #proven = false;
  #pausedUntil = 0;

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
      await this.#pause(signal);
      const outcome = await this.#once(texts, role, signal);
      if (!('reason' in outcome)) return outcome.vectors;
      this.#giveUp(outcome, attempt);
      const doubled = this.parts.retry.firstWaitMs * 2 ** (attempt - 1);
      this.#pausedUntil = Math.max(this.#pausedUntil, Date.now() + (outcome.waitMs ?? doubled));
    }
  }

  #giveUp({ reason, retryable, unreachable, waitMs = 0 }: GeminiFailure, attempt: number): void {
    const { attempts, longestWaitMs } = this.#patience(unreachable);
    const fail = (sentence: string) => new EmbeddingError(this.parts.model, sentence, { retryable });
    if (!retryable) throw fail(`Gemini refused: ${reason}`);
    if (waitMs > longestWaitMs) throw fail(`Gemini asks to wait ${Math.ceil(waitMs / 1000)} s: ${reason}`);
    if (attempt >= attempts) throw fail(`Gemini failed ${attempt} times, the last time so: ${reason}`);
  }

  #patience(unreachable: boolean): RetryParts {
    const { retry } = this.parts;
    if (this.#proven) return retry;
    return { ...retry, attempts: unreachable ? 1 : 2, longestWaitMs: Math.min(retry.longestWaitMs, 2_000) };
  }

  async #pause(signal: AbortSignal | undefined): Promise<void> {
    for (let left = this.#pausedUntil - Date.now(); left > 0; left = this.#pausedUntil - Date.now()) {
      await wait(left, undefined, { signal }).catch(() => signal?.throwIfAborted());
    }
    signal?.throwIfAborted();
  }

  async #once(
    texts: readonly string[],
    role: EmbeddingRole,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly vectors: readonly (readonly number[])[] } | GeminiFailure> {
    const id = randomUUID();
    const late = AbortSignal.timeout(this.parts.timeoutMs);
    const within = signal ? AbortSignal.any([signal, late]) : late;
    return withRetryAfter(id, async (retryAfter) => {
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
        return geminiFailure(thrown, this.parts.apiKey, retryAfter());
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
