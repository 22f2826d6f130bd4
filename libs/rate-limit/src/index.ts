/** Rate limit: turns at a provider, shared by every worker. */
export { type RateDemand, RateLimiter, type RateLimits, type Turn } from './rate-limiter.js';
export { type ChannelState, freshChannel, pauseChannel, settleTurn, spacing, takeTurn } from './take-turn.js';
