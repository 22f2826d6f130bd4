import { LexHopError } from '@lexhop/foundation';

/** A model could not embed: it is closed, its provider refused, or its answer was not what was asked for. */
export class EmbeddingError extends LexHopError {
  override readonly name = 'EmbeddingError';
  override readonly code = 'embedding-failed';
  override readonly retryable: boolean;

  constructor(
    readonly model: string,
    sentence: string,
    options: { readonly retryable?: boolean; readonly cause?: unknown } = {},
  ) {
    super(`${model}: ${sentence}`, { cause: options.cause });
    this.retryable = options.retryable ?? false;
  }
}
