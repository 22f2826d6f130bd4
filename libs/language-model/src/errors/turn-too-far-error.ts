import { LanguageModelError } from './language-model-error.js';

/** The next free turn under the rate limit is further away than a worker should wait with a job in hand. Nothing was asked. */
export class TurnTooFarError extends LanguageModelError {
  override readonly name = 'TurnTooFarError';
  override readonly code = 'language-model-turn-too-far';
  override readonly retryable = true;
  /** Nobody refused: a job may wait so for as long as it takes. */
  readonly isOwnPace = true;

  constructor(
    model: string,
    override readonly retryAfterMilliseconds: number,
  ) {
    super(model, `has no free turn under its rate limit for ${Math.ceil(retryAfterMilliseconds) / 1000} s.`);
  }
}
