import { LexHopError } from '@lexhop/foundation';

/** The directory of the embedded job queue can't be opened. */
export class QueueDirectoryError extends LexHopError {
  override readonly name = 'QueueDirectoryError';
  override readonly code = 'queue-directory';
  override readonly hint =
    'Let this user write there; if the directory is damaged, delete it: running builds go on from the store.';

  constructor(
    readonly directory: string,
    cause: Error,
  ) {
    super(`The job queue in ${directory} can't be opened: ${cause.message}`, { cause });
  }
}
