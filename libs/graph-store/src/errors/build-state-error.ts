import { LexHopError } from '@lexhop/foundation';

/** A build is not in the state that a call needs. */
export class BuildStateError extends LexHopError {
  override readonly name = 'BuildStateError';
  override readonly code = 'build-state';

  constructor(
    readonly graph: string,
    readonly number: number | undefined,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`Build ${number ?? '(none)'} of graph ${graph}: ${reason}`, options);
  }
}
