import { LexHopError } from '@lexhop/foundation';

/** A graph was asked before any build of it was activated. */
export class NoActiveBuildError extends LexHopError {
  override readonly name = 'NoActiveBuildError';
  override readonly code = 'no-active-build';

  constructor(readonly graph: string) {
    super(`Graph ${graph} has no active build: import statutes and build it first.`);
  }
}
