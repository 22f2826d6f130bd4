import { InMemoryRateLimiter } from './in-memory-rate-limiter.js';
import { describeRateLimiter } from './testing/rate-limiter.contract.js';

describeRateLimiter('InMemoryRateLimiter', async () => ({
  limiter: new InMemoryRateLimiter(),
  close: async () => {},
}));
