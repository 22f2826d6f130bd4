import { LexHopError } from '@lexhop/foundation';

/** A graph was to be built before it had statutes. */
export class NoStatutesError extends LexHopError {
  override readonly name = 'NoStatutesError';
  override readonly code = 'no-statutes';

  constructor(readonly graph: string) {
    super(`Graph ${graph} has no statutes, so there is nothing to build: import some first.`);
  }
}
