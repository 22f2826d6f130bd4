import { type Clock, SystemClock } from '@lexhop/foundation';

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

  /** Corrects what a granted turn took by the tokens it used; a turn not used used 0. The requests that it took stay taken. */
  abstract settle(demand: RateDemand, usedTokens: number): Promise<void>;

  /** No turn of the channel begins within so many milliseconds from now; a longer pause stays. */
  abstract pause(channel: string, milliseconds: number): Promise<void>;

  /** How long the channel is still paused; 0 when it is not. A turn granted before the pause must be given up when it would begin in it. */
  abstract pausedFor(channel: string): Promise<number>;
}

/** All that a limiter keeps of a channel: points in time, in milliseconds. */
export interface ChannelState {
  /** When the next request may begin, as far as requests a minute go. */
  readonly requestsFreeAt: number;
  /** The same for tokens a minute. */
  readonly tokensFreeAt: number;
  readonly pausedUntil: number;
}

/** A channel nobody has used yet. */
export const freshChannel: ChannelState = { requestsFreeAt: 0, tokensFreeAt: 0, pausedUntil: 0 };

/** Turns are spaced 1 % wider than the limit asks, so that jitter on the way never makes 301 of 300 within a minute. */
const share = 0.99;

/** How long a demand keeps the next one waiting, by requests and by tokens. */
export function spacing({ limits, requests, tokens }: RateDemand): {
  readonly requests: number;
  readonly tokens: number;
} {
  const each = (perMinute: number | undefined) => (perMinute === undefined ? 0 : 60_000 / (perMinute * share));
  return { requests: requests * each(limits.requestsPerMinute), tokens: tokens * each(limits.tokensPerMinute) };
}

/**
 * Takes a turn in a channel: the generic cell rate algorithm without bursts. A turn begins when requests and tokens are free and no
 * pause holds; each pushes the next one back by what it takes.
 */
export function takeTurn(
  state: ChannelState,
  demand: RateDemand,
  time: { readonly now: number; readonly longestWait: number },
): { readonly state: ChannelState; readonly turn: Turn } {
  const beginning = Math.max(time.now, state.requestsFreeAt, state.tokensFreeAt, state.pausedUntil);
  const waitMilliseconds = beginning - time.now;
  if (waitMilliseconds > time.longestWait) return { state, turn: { granted: false, waitMilliseconds } };
  const space = spacing(demand);
  return {
    state: { ...state, requestsFreeAt: beginning + space.requests, tokensFreeAt: beginning + space.tokens },
    turn: { granted: true, waitMilliseconds },
  };
}

/** Moves the next turn by the difference between the tokens used and those reserved. */
export function settleTurn(state: ChannelState, demand: RateDemand, usedTokens: number): ChannelState {
  const difference = spacing({ ...demand, tokens: usedTokens }).tokens - spacing(demand).tokens;
  return { ...state, tokensFreeAt: state.tokensFreeAt + difference };
}

/** Pauses a channel; a longer pause stays. */
export function pauseChannel(state: ChannelState, until: number): ChannelState {
  return { ...state, pausedUntil: Math.max(state.pausedUntil, until) };
}

/** A rate limiter for one process, in memory. */
export class InMemoryRateLimiter extends RateLimiter {
  readonly #channels = new Map<string, ChannelState>();

  constructor(private readonly clock: Clock = new SystemClock()) {
    super();
  }

  override async reserve(demand: RateDemand, longestWait: number): Promise<Turn> {
    const { state, turn } = takeTurn(this.#stateOf(demand.channel), demand, { now: this.#now(), longestWait });
    this.#channels.set(demand.channel, state);
    return turn;
  }

  override async settle(demand: RateDemand, usedTokens: number): Promise<void> {
    this.#channels.set(demand.channel, settleTurn(this.#stateOf(demand.channel), demand, usedTokens));
  }

  override async pause(channel: string, milliseconds: number): Promise<void> {
    this.#channels.set(channel, pauseChannel(this.#stateOf(channel), this.#now() + milliseconds));
  }

  override async pausedFor(channel: string): Promise<number> {
    return Math.max(0, this.#stateOf(channel).pausedUntil - this.#now());
  }

  #stateOf(channel: string): ChannelState {
    return this.#channels.get(channel) ?? freshChannel;
  }

  #now(): number {
    return this.clock.now().getTime();
  }
}
