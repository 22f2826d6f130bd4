import { LexHopError } from '@lexhop/foundation';

/** A queue that runs jobs was told to start running them. */
export class AlreadyWorkingError extends LexHopError {
  override readonly code = 'queue-already-working';

  constructor() {
    super('This job queue works already: stop it first, or open another one.');
  }
}
