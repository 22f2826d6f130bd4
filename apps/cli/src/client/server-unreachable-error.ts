import { LexHopError } from '@lexhop/foundation';

/** Nobody answers at the server's address. */
export class ServerUnreachableError extends LexHopError {
  override readonly name = 'ServerUnreachableError';
  override readonly code = 'server-unreachable';
  override readonly retryable = true;

  constructor(
    readonly url: string,
    options?: ErrorOptions,
  ) {
    super(`No LexHop server answers at ${url}.`, options);
  }
}
