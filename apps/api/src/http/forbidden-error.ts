import { LexHopError } from '@lexhop/foundation';

/** The key is known, but its role is not enough. */
export class ForbiddenError extends LexHopError {
  override readonly name = 'ForbiddenError';
  override readonly code = 'forbidden';

  constructor(readonly needed: string) {
    super(`This needs a key with the role ${needed}.`);
  }
}
