import { LexHopError } from '@lexhop/foundation';

/** A model could not be fetched; what came whole before is kept, and the next attempt goes on from there. */
export class ModelDownloadError extends LexHopError {
  override readonly name = 'ModelDownloadError';
  override readonly code = 'model-download-failed';
  override readonly retryable: boolean;
  /** Whether the source itself can't be reached: nothing to try again soon. */
  readonly unreachable: boolean;

  constructor(
    sentence: string,
    options: { readonly cause?: unknown; readonly retryable?: boolean; readonly unreachable?: boolean } = {},
  ) {
    super(sentence, { cause: options.cause });
    this.retryable = options.retryable ?? true;
    this.unreachable = options.unreachable ?? false;
  }
}
