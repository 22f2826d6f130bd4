import { type RateDemand, RateLimiter, spacing, type Turn } from '@lexhop/rate-limit';
import type { Redis } from 'ioredis';
import { pauseScript, pausedForScript, reserveScript, settleScript } from './rate-limit-scripts.js';

/** Turns kept in Redis, for every process that knows it; each step is one script, by the clock of Redis. */
export class RedisRateLimiter extends RateLimiter {
  constructor(
    private readonly redis: Redis,
    private readonly prefix = 'lexhop',
  ) {
    super();
  }

  override async reserve(demand: RateDemand, longestWaitMilliseconds: number): Promise<Turn> {
    const space = spacing(demand);
    const reply = await this.#run(reserveScript, demand.channel, [
      longestWaitMilliseconds,
      space.requests,
      space.tokens,
    ]);
    const [granted, waitMilliseconds] = reply as readonly [number, string];
    return { granted: granted === 1, waitMilliseconds: Number(waitMilliseconds) };
  }

  override async settle(demand: RateDemand, usedTokens: number): Promise<void> {
    const difference = spacing({ ...demand, tokens: usedTokens }).tokens - spacing(demand).tokens;
    await this.#run(settleScript, demand.channel, [difference]);
  }

  override async pause(channel: string, milliseconds: number): Promise<void> {
    await this.#run(pauseScript, channel, [milliseconds]);
  }

  override async pausedFor(channel: string): Promise<number> {
    return Number(await this.#run(pausedForScript, channel, []));
  }

  #run(script: string, channel: string, parameters: readonly number[]): Promise<unknown> {
    return this.redis.eval(script, 1, `${this.prefix}:rate:${channel}`, ...parameters);
  }
}
