/** Rate limit: turns under the rate limits of providers, which all workers share. */
export { awaitTurn, type Wait, waitInProcess } from './await-turn.js';
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
