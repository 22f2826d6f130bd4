import type { LanguageModelError } from './language-model-error.js';
import { ProviderUnavailableError } from './provider-unavailable-error.js';
import { RateLimitedError } from './rate-limited-error.js';
import { RequestRefusedError } from './request-refused-error.js';

/** What a provider said when it gave no reply. */
export interface ProviderFailure {
  readonly status: number;
  readonly detail: string;
  readonly retryAfterMilliseconds?: number | undefined;
  /** The account's quota is spent: waiting does not help. */
  readonly quotaSpent?: boolean;
}

const temporary = new Set([408, 409, 425]);

/** The error of an HTTP status that is not a success. */
export function failureOfStatus(model: string, failure: ProviderFailure): LanguageModelError {
  const { status, detail, retryAfterMilliseconds, quotaSpent } = failure;
  if (status === 429 && !quotaSpent) return new RateLimitedError(model, detail, retryAfterMilliseconds);
  if (status >= 500 || temporary.has(status)) {
    return new ProviderUnavailableError(model, `failed with ${status}: ${detail}`, { status, retryAfterMilliseconds });
  }
  return new RequestRefusedError(model, status, detail);
}
