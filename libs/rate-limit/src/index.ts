/** Rate limit: rate limits for providers, shared by all workers: a worker takes a turn before each request. */
export { awaitTurn, retryAfterMilliseconds, type Wait, waitInProcess } from './await-turn.js';
export {
  type ChannelState,
  freshChannel,
  InMemoryRateLimiter,
  pauseChannel,
  type RateDemand,
  RateLimiter,
  type RateLimits,
  settleTurn,
  spacing,
  takeTurn,
  type Turn,
} from './rate-limiter.js';
