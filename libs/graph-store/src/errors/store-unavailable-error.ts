import { LexHopError } from '@lexhop/foundation';

/** The store's server can't be reached, or can't answer now. */
export class StoreUnavailableError extends LexHopError {
  override readonly name = 'StoreUnavailableError';
  override readonly code = 'store-unavailable';
  override readonly retryable = true;
  override readonly hint = 'Nothing that was saved is lost. Start the server again, and builds go on.';

  constructor(
    readonly server: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The graph store at ${server} does not answer: ${reason}`, options);
  }
}
