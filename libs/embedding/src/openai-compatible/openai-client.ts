import { asError } from '@lexhop/foundation';
import type { RateLimiter, RateLimits } from '@lexhop/rate-limit';
import { TextTooLongError } from '../errors.js';
import { RemoteCalls, type RemoteFailure, type RemoteParts } from '../remote-calls.js';
import { textsInCalls } from '../vectors-of-texts.js';
import { passing, type RawAnswer, type ReadVectors, type SizeRefusal } from './openai-reply.js';

/** How a server that speaks OpenAI's `/v1/embeddings` is asked. */
export interface OpenAiParts {
  /** Up to and with its `/v1`. */
  readonly baseUrl: string;
  readonly model: string;
  /** Sent as a bearer token; nothing where absent. */
  readonly apiKey?: string | undefined;
  /** Asked for; the model's own where absent. */
  readonly dimensions?: number | undefined;
  readonly timeoutMs: number;
  readonly retry: RemoteParts['retry'];
  readonly turns: { readonly limiter: RateLimiter; readonly limits: RateLimits };
}

/** One kind of request that a server answers: where it goes, how it is spoken, how its answer is read. */
export interface Endpoint<Vector> {
  readonly url: string;
  body(texts: readonly string[]): object;
  read(answer: RawAnswer, texts: number): ReadVectors<Vector> | RemoteFailure | SizeRefusal;
  /** Whether the next request is spoken otherwise, by what a refusal said. */
  learn(reason: string): boolean;
}

interface Item {
  readonly text: string;
  readonly row: number;
}

/** How much one request carries until a refusal says otherwise. */
const firstGuess = { textsPerCall: 256, bytesPerCall: 2 ** 18 };

/**
 * Asks for vectors in as few requests as the server takes: how many texts and bytes that are is learned from its refusals, and remembered
 * for as long as the client lives. Asks in turn with all who share the limiter.
 */
export class OpenAiClient<Vector = Float32Array> {
  readonly #calls: RemoteCalls;
  #limits = firstGuess;
  #outages = 0;

  constructor(
    private readonly parts: OpenAiParts,
    private readonly endpoint: Endpoint<Vector>,
  ) {
    const { model, retry, turns } = parts;
    const host = hostOf(parts.baseUrl);
    const channel = `openai-compatible/${host}/${model}`;
    this.#calls = new RemoteCalls({ service: host, model, channel, retry, limiter: turns.limiter });
  }

  /** How often no answer came at all. */
  get outages(): number {
    return this.#outages;
  }

  /** What one request may carry, as far as is known now. */
  get limits(): { readonly textsPerCall: number; readonly bytesPerCall: number } {
    return this.#limits;
  }

  /**
   * One vector for each text, in their order, as the server gave it. Rejects with an EmbeddingError, or the signal's reason; with a
   * TextTooLongError where one text alone is more than the server reads.
   */
  async embed(texts: readonly string[], signal?: AbortSignal): Promise<ReadVectors<Vector>> {
    const vectors = new Map<number, Vector>();
    let tokens = 0;
    let open: readonly Item[] = texts.map((text, row) => ({ text, row }));
    while (open.length > 0) {
      const [call = []] = textsInCalls(open, this.#limits);
      const read = await this.#attempts(call, vectors.size > 0, signal);
      if (!read) continue;
      for (const [place, vector] of read.vectors.entries()) vectors.set(call[place]?.row ?? -1, vector);
      tokens += read.tokens;
      open = open.filter(({ row }) => !vectors.has(row));
    }
    return { vectors: [...vectors].sort(([one], [other]) => one - other).map(([, vector]) => vector), tokens };
  }

  /** Undefined where the request was too large, or spoken in a way that the server does not know, and something was learned. */
  async #attempts(
    call: readonly Item[],
    isBegun: boolean,
    signal?: AbortSignal,
  ): Promise<ReadVectors<Vector> | undefined> {
    const texts = call.map(({ text }) => text);
    const demand = {
      limits: this.parts.turns.limits,
      requests: 1,
      tokens: texts.reduce((sum, text) => sum + text.length, 0),
    };
    for (let attempt = 1; ; attempt++) {
      await this.#calls.awaitTurn(demand, isBegun, signal);
      const outcome = await this.#once(texts, signal);
      if ('vectors' in outcome) {
        this.#calls.succeeded();
        return outcome;
      }
      if (outcome.unreachable) this.#outages++;
      if (this.#learnFrom(outcome, texts)) return undefined;
      await this.#calls.failed(outcome, attempt);
    }
  }

  #learnFrom(failure: RemoteFailure | SizeRefusal, texts: readonly string[]): boolean {
    if (this.endpoint.learn(failure.reason)) return true;
    if (!('tooLarge' in failure)) return false;
    if (texts.length === 1) throw new TextTooLongError(this.parts.model, failure.reason);
    const bytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const halved = { textsPerCall: Math.ceil(texts.length / 2), bytesPerCall: Math.max(1, Math.floor(bytes / 2)) };
    const { texts: named } = failure.tooLarge;
    this.#limits = named === undefined ? halved : { ...this.#limits, textsPerCall: named };
    return true;
  }

  async #once(
    texts: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<ReadVectors<Vector> | RemoteFailure | SizeRefusal> {
    const late = AbortSignal.timeout(this.parts.timeoutMs);
    try {
      const answer = await this.#post(texts, signal ? AbortSignal.any([signal, late]) : late);
      const read = this.endpoint.read(answer, texts.length);
      return 'reason' in read ? { ...read, reason: this.#withoutKey(read.reason) } : read;
    } catch (thrown) {
      signal?.throwIfAborted();
      const host = hostOf(this.parts.baseUrl);
      if (late.aborted) return passing(`no answer came within ${this.parts.timeoutMs} ms.`);
      return passing(this.#withoutKey(`no answer came from ${host}: ${causeOf(thrown)}.`), true);
    }
  }

  async #post(texts: readonly string[], signal: AbortSignal): Promise<RawAnswer> {
    const { apiKey } = this.parts;
    const response = await fetch(this.endpoint.url, {
      method: 'POST',
      signal,
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify(this.endpoint.body(texts)),
    });
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? 'of no type',
      retryAfter: response.headers.get('retry-after'),
      body: await response.text(),
    };
  }

  #withoutKey(sentence: string): string {
    const { apiKey } = this.parts;
    return apiKey === undefined ? sentence : sentence.replaceAll(apiKey, '***');
  }
}

/** The host, and the path where it is more than `/v1`. */
export function hostOf(baseUrl: string): string {
  const { host, pathname } = new URL(baseUrl);
  return `${host}${pathname.replace(/\/v1\/?$/u, '').replace(/\/$/u, '')}`;
}

/** What `fetch` calls "fetch failed" has its reason underneath; where several addresses failed, a code and no message. */
function causeOf(thrown: unknown): string {
  const error = asError(thrown);
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  return cause.message || String('code' in cause ? cause.code : cause.name);
}
