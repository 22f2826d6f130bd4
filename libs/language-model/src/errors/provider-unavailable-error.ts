import { LanguageModelError } from './language-model-error.js';

/** What is known of a failed call. */
export interface UnavailableFacts {
  /** Absent where no answer came. */
  readonly status?: number;
  readonly retryAfterMilliseconds?: number | undefined;
  /** The request arrived, or may have, and nobody said that it failed: it may be charged for. */
  readonly mayBeCharged?: boolean;
}

/** The provider failed or could not be reached. */
export class ProviderUnavailableError extends LanguageModelError {
  override readonly name = 'ProviderUnavailableError';
  override readonly code = 'language-model-unavailable';
  override readonly retryable = true;
  readonly status: number | undefined;
  override readonly retryAfterMilliseconds: number | undefined;
  readonly mayBeCharged: boolean;

  constructor(model: string, sentence: string, facts: UnavailableFacts = {}) {
    super(model, sentence);
    this.status = facts.status;
    this.retryAfterMilliseconds = facts.retryAfterMilliseconds;
    this.mayBeCharged = facts.mayBeCharged ?? false;
  }
}
