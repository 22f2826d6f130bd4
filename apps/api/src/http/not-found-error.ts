import { LexHopError } from '@lexhop/foundation';

/** What was asked for by its id is not there. */
export class NotFoundError extends LexHopError {
  override readonly name = 'NotFoundError';
  override readonly code = 'not-found';

  constructor(
    readonly kind: string,
    readonly id: string,
    readonly graph: string,
  ) {
    super(`Graph ${graph} has no ${kind} ${JSON.stringify(id.slice(0, 200))}.`);
  }
}
