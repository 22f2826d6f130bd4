import { LexHopError } from '@lexhop/foundation';

/** A vector was asked for that is not stored. */
export class MissingVectorError extends LexHopError {
  override readonly name = 'MissingVectorError';
  override readonly code = 'missing-vector';

  constructor(
    readonly space: string,
    readonly hash: string,
    options?: ErrorOptions,
  ) {
    super(`No vector ${hash} is stored in the embedding space ${space}.`, options);
  }
}
