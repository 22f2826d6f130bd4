import { LexHopError } from '@lexhop/foundation';

/** A language model gave no value. Its message never carries a key. */
export abstract class LanguageModelError extends LexHopError {
  /** The provider's word, or the rate limiter's, on when to come again. */
  readonly retryAfterMilliseconds?: number | undefined;

  constructor(
    /** `provider/model` */
    readonly model: string,
    sentence: string,
    cause?: unknown,
  ) {
    super(`${model} ${sentence}`, { cause });
  }
}
