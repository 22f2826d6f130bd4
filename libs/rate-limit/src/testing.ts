/** The contract suite that every rate limiter passes. */
export { describeRateLimiter } from './testing/rate-limiter.contract.js';
