import { LexHopError } from '@lexhop/foundation';

/** A model could not embed: it is closed, its provider refused, or its answer was not what was asked for. */
export class EmbeddingError extends LexHopError {
  override readonly name = 'EmbeddingError';
  override readonly code = 'embedding-failed';
  override readonly retryable: boolean;
  /** When to come again, where that is known. */
  readonly retryAfterMilliseconds: number | undefined;
  /** Nobody refused: the next turn under our own rate limit is too far away, and a job may wait so for as long as it takes. */
  readonly isOwnPace: boolean;

  constructor(
    readonly model: string,
    sentence: string,
    options: {
      readonly retryable?: boolean;
      readonly retryAfterMilliseconds?: number | undefined;
      readonly isOwnPace?: boolean;
      readonly cause?: unknown;
    } = {},
  ) {
    super(`${model}: ${sentence}`, { cause: options.cause });
    this.retryable = options.retryable ?? false;
    this.retryAfterMilliseconds = options.retryAfterMilliseconds;
    this.isOwnPace = options.isOwnPace ?? false;
  }
}
