import { LexHopError } from '@lexhop/foundation';

/** A model could not embed: it is closed, its provider refused, or its answer was not what was asked for. */
export class EmbeddingError extends LexHopError {
  override readonly name = 'EmbeddingError';
  override readonly code = 'embedding-failed';
  override readonly retryable: boolean;
  /** When to come again, where that is known. */
  readonly retryAfterMilliseconds: number | undefined;

  constructor(
    readonly model: string,
    sentence: string,
    options: {
      readonly retryable?: boolean;
      readonly retryAfterMilliseconds?: number | undefined;
      readonly cause?: unknown;
    } = {},
  ) {
    super(`${model}: ${sentence}`, { cause: options.cause });
    this.retryable = options.retryable ?? false;
    this.retryAfterMilliseconds = options.retryAfterMilliseconds;
  }
}
