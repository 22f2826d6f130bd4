import { LexHopError } from '@lexhop/foundation';

/** The disk under the store is full. */
export class StoreFullError extends LexHopError {
  override readonly name = 'StoreFullError';
  override readonly code = 'store-full';
  override readonly retryable = true;

  constructor(
    readonly directory: string,
    options?: ErrorOptions,
  ) {
    super(`The disk of ${directory} is full. Nothing was lost: make room and retry the build.`, options);
  }
}
