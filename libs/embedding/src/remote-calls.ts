import { whyFailed } from '@lexhop/foundation';
import { withinTime, withoutKey } from '@lexhop/provider-calls';
import { awaitTurn, type RateLimiter, type RateLimits } from '@lexhop/rate-limit';
import { normalise } from '@lexhop/vectors';
import type { EmbeddingRole } from './embedding-model.js';
import { EmbeddingError } from './errors.js';
import { concatenated, cutText, type Cutting, meanOf, ofPieces } from './pieces.js';
import { textsInCalls } from './vectors-of-texts.js';

/** How often a request is tried, and how long one call may wait between two tries. */
interface RetryParts {
  readonly attempts: number;
  readonly firstWaitMs: number;
  /** A longer wait is left to the caller: the error says when to come again. */
  readonly longestWaitMs: number;
}

/** Longer waits are for the queue: a job in hand keeps a lock that must be renewed. */
export const remoteRetry: RetryParts = { attempts: 6, firstWaitMs: 1_000, longestWaitMs: 5_000 };

/** What is known of a model behind an API. */
export interface RemoteParts {
  /** As the API names it. */
  readonly model: string;
  readonly apiKey?: string | undefined;
  /** For each request. */
  readonly timeoutMs: number;
  readonly retry: RetryParts;
  readonly turns: { readonly limiter: RateLimiter; readonly limits: RateLimits };
}

/** Why a request brought no vectors. */
export interface RemoteFailure {
  /** A sentence. */
  readonly reason: string;
  /** Whether the same request may succeed later. */
  readonly retryable: boolean;
  /** No answer came at all. */
  readonly unreachable?: boolean;
  /** When the API wants to be asked again. */
  readonly waitMs?: number | undefined;
}

/** A failure that may pass. */
export function passing(reason: string): RemoteFailure {
  return { reason, retryable: true };
}

/** One vector for each text, in the order of the texts. */
export interface RemoteVectors<Vector> {
  readonly vectors: readonly Vector[];
  /** As the API counts them; 0 where it does not say. */
  readonly tokens: number;
}

export interface RemoteOptions {
  readonly role: EmbeddingRole;
  readonly signal?: AbortSignal | undefined;
}

/** One address of an API that gives vectors, and what was learnt of it. */
export interface Endpoint<Vector> {
  /** As sentences name the API: `Gemini`, or its host. */
  readonly service: string;
  /** The host that is asked. */
  readonly host: string;
  /** Names the rate limit that all requests to the model share. */
  readonly channel: string;
  /** How much one request may carry, as far as is known now. */
  readonly limits: { readonly textsPerCall: number; readonly bytesPerCall: number };
  /** What a request of so many texts takes of the rate limit. */
  demand(texts: number): { readonly requests: number; readonly limits: RateLimits };
  /** Sends one request. Rejects where no answer came. */
  send(
    texts: readonly string[],
    role: EmbeddingRole,
    signal: AbortSignal,
  ): Promise<RemoteVectors<Vector> | RemoteFailure>;
  /** Learns from a failure. True: the next request is put in another way, and is worth sending at once. May throw an EmbeddingError. */
  learn(failure: RemoteFailure, texts: readonly string[]): boolean;
}

/** In milliseconds: as long as a whole minute's quota keeps the next turn waiting. */
const minuteAndMore = 65_000;

/** Asks an API for the vectors of any number of texts: in turn with all who share the rate limit, and again after failures that may pass. */
export class RemoteCalls<Vector> {
  /** Before the first answer nothing is known to work: until then a request is tried once more at most, and soon. */
  #isProven = false;
  #outages = 0;

  constructor(
    private readonly parts: RemoteParts,
    private readonly endpoint: Endpoint<Vector>,
  ) {}

  /** How often no answer came at all. */
  get outages(): number {
    return this.#outages;
  }

  /** How much one request may carry, as far as is known now. */
  get limits(): Endpoint<Vector>['limits'] {
    return this.endpoint.limits;
  }

  /** The vectors of texts, in as few requests as the API takes. Rejects with an EmbeddingError, or with the signal's reason. */
  async embed(texts: readonly string[], { role, signal }: RemoteOptions): Promise<RemoteVectors<Vector>> {
    const vectors: Vector[] = [];
    let tokens = 0;
    let open = texts.map((text, row) => ({ text, row }));
    for (let attempt = 1; open.length > 0; attempt++) {
      const [call = []] = textsInCalls(open, this.endpoint.limits);
      const sent = call.map(({ text }) => text);
      await this.#awaitTurn(sent, open.length < texts.length, signal);
      const outcome = await this.#sendInTime(sent, role, signal);
      if ('vectors' in outcome) {
        this.#isProven = true;
        for (const [place, vector] of outcome.vectors.entries()) vectors[call[place]?.row ?? -1] = vector;
        tokens += outcome.tokens;
        open = open.filter(({ row }) => !(row in vectors));
        attempt = 0;
      } else if (this.endpoint.learn(outcome, sent)) attempt = 0;
      else await this.#pauseOrGiveUp(outcome, attempt);
    }
    return { vectors, tokens };
  }

  /** Rejects with an EmbeddingError, that says when a turn is free, where that is too far away. */
  async #awaitTurn(texts: readonly string[], isBegun: boolean, signal: AbortSignal | undefined): Promise<void> {
    // About one token a character, on the high side.
    const tokens = texts.reduce((sum, text) => sum + text.length, 0);
    const demand = { channel: this.endpoint.channel, tokens, ...this.endpoint.demand(texts.length) };
    // What came so far would be lost, and asked for again and again where all texts are more than a minute's quota.
    const longestWaitMilliseconds = isBegun ? minuteAndMore : this.#patience(false).longestWaitMs;
    const turn = await awaitTurn(this.parts.turns.limiter, demand, { longestWaitMilliseconds, signal });
    if (turn.granted) return;
    const seconds = Math.ceil(turn.waitMilliseconds / 1000);
    throw new EmbeddingError(this.parts.model, `it has no free turn under its rate limit for ${seconds} s.`, {
      retryable: true,
      retryAfterMilliseconds: turn.waitMilliseconds,
      isOwnPace: true,
    });
  }

  async #sendInTime(
    texts: readonly string[],
    role: EmbeddingRole,
    signal: AbortSignal | undefined,
  ): Promise<RemoteVectors<Vector> | RemoteFailure> {
    const { model, timeoutMs: milliseconds, apiKey } = this.parts;
    const late = () => new EmbeddingError(model, `no answer came within ${milliseconds} ms.`);
    try {
      const outcome = await withinTime({ milliseconds, signal, late }, (within) =>
        this.endpoint.send(texts, role, within),
      );
      return 'reason' in outcome ? { ...outcome, reason: withoutKey(outcome.reason, apiKey) } : outcome;
    } catch (thrown) {
      signal?.throwIfAborted();
      if (thrown instanceof EmbeddingError) return passing(`no answer came within ${milliseconds} ms.`);
      this.#outages++;
      const reason = `no answer came from ${this.endpoint.host}: ${whyFailed(thrown)}.`;
      return { ...passing(withoutKey(reason, apiKey)), unreachable: true };
    }
  }

  /**
   * After a failure that may pass: has everybody pause who shares the rate limit. The pause doubles with every attempt, up to what a caller
   * waits, so that attempts are counted and end; or is as long as the API says, where that is longer.
   * Rejects with an EmbeddingError where another attempt is not worth it.
   */
  async #pauseOrGiveUp({ reason, retryable, unreachable = false, waitMs = 0 }: RemoteFailure, attempt: number) {
    const { model, retry, turns } = this.parts;
    const { service, channel } = this.endpoint;
    if (!retryable) throw new EmbeddingError(model, `${service} refused: ${reason}`);
    const doubled = Math.min(retry.longestWaitMs, retry.firstWaitMs * 2 ** (attempt - 1));
    await turns.limiter.pause(channel, Math.max(waitMs, doubled));
    const error = (sentence: string, retryAfterMilliseconds?: number) =>
      new EmbeddingError(model, sentence, { retryable: true, retryAfterMilliseconds });
    const { attempts, longestWaitMs } = this.#patience(unreachable);
    if (waitMs > longestWaitMs) throw error(`${service} asks to wait ${Math.ceil(waitMs / 1000)} s: ${reason}`, waitMs);
    const times = attempt === 1 ? 'once' : `${attempt} times, the last time so`;
    if (attempt >= attempts) throw error(`${service} failed ${times}: ${reason}`);
  }

  #patience(unreachable: boolean): RetryParts {
    const { retry } = this.parts;
    if (this.#isProven) return retry;
    return { ...retry, attempts: unreachable ? 1 : 2, longestWaitMs: Math.min(retry.longestWaitMs, 2_000) };
  }
}

/** The dense vectors of texts that an API gives in pieces: of each text the mean of its pieces' vectors, which may be of any length. */
export async function denseInPieces(
  calls: RemoteCalls<Float32Array>,
  texts: readonly string[],
  { cutting, ...options }: RemoteOptions & { readonly cutting: Cutting },
): Promise<{ readonly dense: Float32Array; readonly tokens: number }> {
  let tokens = 0;
  const ofTexts = await ofPieces(
    texts,
    (text) => cutText(text, cutting),
    async (pieces) => {
      const read = await calls.embed(pieces, options);
      tokens = read.tokens;
      return read.vectors;
    },
  );
  return { dense: concatenated(ofTexts.map((pieces) => meanOf(pieces.map(normalise)))), tokens };
}
