import { LexHopError } from '@lexhop/foundation';

/** A queue was told to work while it works. */
export class AlreadyWorkingError extends LexHopError {
  override readonly code = 'queue-already-working';

  constructor() {
    super('This job queue works already: stop it first, or open another one.');
  }
}
