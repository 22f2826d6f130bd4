import { LexHopError } from '@lexhop/foundation';

/** The data directory can not be made, read or written. */
export class DataDirectoryError extends LexHopError {
  override readonly name = 'DataDirectoryError';
  override readonly code = 'data-directory';

  constructor(
    readonly directory: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`The data directory ${directory} can't be used: ${reason}`, options);
  }
}
