import { type RateDemand, RateLimiter, spacing, type Turn } from '@lexhop/rate-limit';
import type { Redis } from 'ioredis';

/**
 * Begins each script on a channel. KEYS[1] is a hash of three points in time, in milliseconds by the clock of Redis: when requests and tokens are free
 * again, and until when the channel is paused. The scripts do in one step what `takeTurn`, `settleTurn` and `pauseChannel` of the room rate-limit do.
 */
const prelude = `
local clock = redis.call('TIME')
local now = clock[1] * 1000 + clock[2] / 1000
local kept = redis.call('HMGET', KEYS[1], 'requests', 'tokens', 'paused')
local requests, tokens, paused = tonumber(kept[1] or 0), tonumber(kept[2] or 0), tonumber(kept[3] or 0)
local function text(number) return string.format('%.3f', number) end
local function keep()
  redis.call('HSET', KEYS[1], 'requests', text(requests), 'tokens', text(tokens), 'paused', text(paused))
  -- A channel whose last point in time was an hour ago is as good as a new one.
  redis.call('PEXPIRE', KEYS[1], math.ceil(math.max(requests, tokens, paused, now) - now) + 3600000)
end
`;

/** ARGV: the longest wait, and by how much the turn moves the next one, for its requests and for its tokens. Returns whether the turn is granted, and the wait. */
const reserveScript = `${prelude}
local beginning = math.max(now, requests, tokens, paused)
local wait = beginning - now
if wait > tonumber(ARGV[1]) then return { 0, text(wait) } end
requests, tokens = beginning + ARGV[2], beginning + ARGV[3]
keep()
return { 1, text(wait) }
`;

/** ARGV: by how much the next turn moves, because more or fewer tokens were used than reserved. */
const settleScript = `${prelude}
tokens = tokens + ARGV[1]
keep()
`;

/** ARGV: how long the channel pauses. */
const pauseScript = `${prelude}
paused = math.max(paused, now + ARGV[1])
keep()
`;

/** Returns how long the channel is still paused. */
const pausedForScript = `${prelude}
return text(math.max(0, paused - now))
`;

/** Keeps turns in Redis, shared by every process that uses it. Each change is one script, by the clock of Redis. */
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
