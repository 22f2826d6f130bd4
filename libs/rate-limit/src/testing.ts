/** The contract suite that every rate limiter passes. */
export { describeRateLimiter, type OpenedRateLimiter } from './testing/rate-limiter.contract.js';
