import { LexHopError } from '@lexhop/foundation';

/** A search whose parts don't fit each other. */
export class UnusableRequestError extends LexHopError {
  override readonly name = 'UnusableRequestError';
  override readonly code = 'nearest-request-unusable';

  constructor(readonly reason: string) {
    super(`This search for nearest rows can't be made: ${reason}.`);
  }
}
