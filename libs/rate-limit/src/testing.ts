/** A rate limiter in memory, and the contract suite that every rate limiter passes. */
export { InMemoryRateLimiter } from './testing/in-memory-rate-limiter.js';
export { describeRateLimiter, type OpenedRateLimiter } from './testing/rate-limiter.contract.js';
