/** Rate limit: turns at a provider, shared by every worker. */
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
