/** What a provider allows; no limit where absent. */
export interface RateLimits {
  readonly requestsPerMinute?: number | undefined;
  readonly tokensPerMinute?: number | undefined;
}

/** What one call wants of a limit. */
export interface RateDemand {
  /** Names the limit that calls share: `gemini/gemini-2.5-flash`. */
  readonly channel: string;
  readonly limits: RateLimits;
  readonly requests: number;
  /** Estimated; settled with what was used. */
  readonly tokens: number;
}

/** Granted: the turn is the caller's, and begins after so many milliseconds. Not granted: nothing was taken, and a turn may be free after so many. */
export interface Turn {
  readonly granted: boolean;
  readonly waitMilliseconds: number;
}

/**
 * Shares the requests and tokens a minute of a provider among all workers of all machines: turns are evenly spaced, one after another.
 * Times are durations by the limiter's own clock, so that machines need not agree on the time.
 */
export abstract class RateLimiter {
  /** Takes the next free turn, if it begins within `longestWaitMilliseconds`. */
  abstract reserve(demand: RateDemand, longestWaitMilliseconds: number): Promise<Turn>;

  /** Corrects what a granted turn took by the tokens it used; a turn not used used 0. */
  abstract settle(demand: RateDemand, usedTokens: number): Promise<void>;

  /** No turn of the channel begins within so many milliseconds from now; a longer pause stays. */
  abstract pause(channel: string, milliseconds: number): Promise<void>;

  /** How long the channel is still paused; 0 when it is not. A turn granted before the pause must be given up when it would begin in it. */
  abstract pausedFor(channel: string): Promise<number>;
}
