import type { RateDemand, Turn } from './rate-limiter.js';

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
