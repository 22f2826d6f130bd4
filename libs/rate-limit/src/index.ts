/** Rate limit: turns at a provider, shared by every worker. */
export { awaitTurn, type Wait, type Waiting, waitInProcess } from './await-turn.js';
export { InMemoryRateLimiter } from './in-memory-rate-limiter.js';
export { type RateDemand, RateLimiter, type RateLimits, type Turn } from './rate-limiter.js';
export { retryAfterMilliseconds } from './retry-after.js';
export { type ChannelState, freshChannel, pauseChannel, settleTurn, spacing, takeTurn } from './take-turn.js';
