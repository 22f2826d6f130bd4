import { type Clock, SystemClock } from '@lexhop/foundation';
import { type RateDemand, RateLimiter, type Turn } from './rate-limiter.js';
import { type ChannelState, freshChannel, pauseChannel, settleTurn, takeTurn } from './take-turn.js';

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
