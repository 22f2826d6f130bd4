import { LexHopError } from '@lexhop/foundation';

/** A file that a command was given is not there, or may not be read. */
export class FileUnreadableError extends LexHopError {
  override readonly name = 'FileUnreadableError';
  override readonly code = 'file-unreadable';

  constructor(
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(`${file} can't be read: is it there, and a file?`, options);
  }
}
