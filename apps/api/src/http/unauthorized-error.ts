import { LexHopError } from '@lexhop/foundation';

/** No key, or one that is not known. */
export class UnauthorizedError extends LexHopError {
  override readonly name = 'UnauthorizedError';
  override readonly code = 'unauthorized';

  constructor() {
    super('This server asks for an API key: send it as `Authorization: Bearer KEY`.');
  }
}
