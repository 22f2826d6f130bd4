import { awaitTurn, type RateLimiter, type RateLimits } from '@lexhop/rate-limit';
import { EmbeddingError } from './errors.js';

/** Why a call of a service failed. */
export interface RemoteFailure {
  /** A sentence without the key. */
  readonly reason: string;
  readonly retryable: boolean;
  /** No answer came at all. */
  readonly unreachable: boolean;
  /** When the service wants to be asked again. */
  readonly waitMs: number | undefined;
}

/** How often and how patiently a call is tried again. */
interface RetryParts {
  readonly attempts: number;
  readonly firstWaitMs: number;
  /** Longer waits are the caller's: the error says when to come again. */
  readonly longestWaitMs: number;
}

/** A service that is asked in turn with all who share the limiter. */
export interface RemoteParts {
  /** As sentences name it: `Gemini`. */
  readonly service: string;
  readonly model: string;
  /** The limit that calls share. */
  readonly channel: string;
  readonly retry: RetryParts;
  readonly limiter: RateLimiter;
}

/** Longer waits are for the queue: a job in hand keeps a lock that must be renewed. */
export const remoteRetry: RetryParts = { attempts: 6, firstWaitMs: 1_000, longestWaitMs: 5_000 };

/** In milliseconds: as long as a whole minute's quota keeps the next turn waiting. */
const minuteAndMore = 65_000;

/** Turns, pauses and the end of patience, the same for every service. */
export class RemoteCalls {
  /** Before the first answer nothing is known to work: then it is tried once more at most, and soon. */
  #proven = false;

  constructor(private readonly parts: RemoteParts) {}

  /** An answer came: from now on failures are waited out. */
  succeeded(): void {
    this.#proven = true;
  }

  /**
   * Waits for a turn. Rejects with an EmbeddingError that says when one is free where that is too far away.
   * @param isBegun part of the caller's work is done, and would be lost
   */
  async awaitTurn(
    demand: { readonly requests: number; readonly tokens: number; readonly limits: RateLimits },
    isBegun: boolean,
    signal: AbortSignal | undefined,
  ): Promise<void> {
    const { limiter, channel } = this.parts;
    // What came of a call so far would be asked for again and again where a call is more than a minute's quota.
    const longestWaitMilliseconds = isBegun ? minuteAndMore : this.#patience(false).longestWaitMs;
    const turn = await awaitTurn(limiter, { channel, ...demand }, { longestWaitMilliseconds, signal });
    if (turn.granted) return;
    const seconds = Math.ceil(turn.waitMilliseconds / 1000);
    throw new EmbeddingError(this.parts.model, `it has no free turn under its rate limit for ${seconds} s.`, {
      retryable: true,
      retryAfterMilliseconds: turn.waitMilliseconds,
      isOwnPace: true,
    });
  }

  /**
   * Lets everybody pause after a failure that may pass, and returns where it is worth another attempt; else throws an EmbeddingError.
   * Pauses grow with every attempt, but are no longer than callers wait, so that attempts are counted and end; or as long as the service
   * says where that is longer.
   */
  async failed(failure: RemoteFailure, attempt: number): Promise<void> {
    const { firstWaitMs, longestWaitMs } = this.parts.retry;
    const doubled = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
    if (failure.retryable) await this.parts.limiter.pause(this.parts.channel, Math.max(failure.waitMs ?? 0, doubled));
    this.#giveUp(failure, attempt);
  }

  #giveUp({ reason, retryable, unreachable, waitMs = 0 }: RemoteFailure, attempt: number): void {
    const { service, model } = this.parts;
    const { attempts, longestWaitMs } = this.#patience(unreachable);
    if (!retryable) throw new EmbeddingError(model, `${service} refused: ${reason}`);
    const error = (sentence: string, retryAfterMilliseconds?: number) =>
      new EmbeddingError(model, sentence, { retryable: true, retryAfterMilliseconds });
    if (waitMs > longestWaitMs) throw error(`${service} asks to wait ${Math.ceil(waitMs / 1000)} s: ${reason}`, waitMs);
    const times = attempt === 1 ? 'once' : `${attempt} times, the last time so`;
    if (attempt >= attempts) throw error(`${service} failed ${times}: ${reason}`);
  }

  #patience(unreachable: boolean): RetryParts {
    const { retry } = this.parts;
    if (this.#proven) return retry;
    return { ...retry, attempts: unreachable ? 1 : 2, longestWaitMs: Math.min(retry.longestWaitMs, 2_000) };
  }
}
