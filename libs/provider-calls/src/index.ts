/** Provider calls: asks a provider over HTTP within a time, and reads what its refusal says. */
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
