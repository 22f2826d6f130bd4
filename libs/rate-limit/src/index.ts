/** Rate limit: what every room that asks a provider needs: turns under rate limits that all workers share, requests that end in time, and what a refusal says. */
export { awaitTurn, type Wait, waitInProcess } from './await-turn.js';
export { type HttpAnswer, postJson, withinTime } from './post-json.js';
export { geminiSettings, requestsPerMinuteSetting, tokensPerMinuteSetting } from './provider-settings.js';
export {
  detailOf,
  errorsIn,
  type FailedAnswer,
  retryAfterMilliseconds,
  type Said,
  saidIn,
  withoutKey,
} from './provider-words.js';
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
