import { LanguageModelError } from './language-model-error.js';

/** The provider says: too many requests or tokens (429). */
export class RateLimitedError extends LanguageModelError {
  override readonly name = 'RateLimitedError';
  override readonly code = 'language-model-rate-limited';
  override readonly retryable = true;

  constructor(
    model: string,
    detail: string,
    override readonly retryAfterMilliseconds?: number,
  ) {
    const wait = retryAfterMilliseconds === undefined ? '' : `, to try again in ${retryAfterMilliseconds / 1000} s`;
    super(model, `is over its rate limit${wait}: ${detail}`);
  }
}
