import { LexHopError } from '@lexhop/foundation';

/** A file that a command was told to write can't be made, or can't take what is written. */
export class FileUnwritableError extends LexHopError {
  override readonly name = 'FileUnwritableError';
  override readonly code = 'file-unwritable';

  constructor(
    readonly file: string,
    options?: ErrorOptions,
  ) {
    super(`${file} can't be written: is its folder there, may you write to it, and does it have room?`, options);
  }
}

/** Throws a FileUnwritableError for what the system refused, and anything else as it is. */
export function asUnwritable(file: string): (thrown: unknown) => never {
  return (thrown) => {
    if (thrown instanceof Error && 'syscall' in thrown) throw new FileUnwritableError(file, { cause: thrown });
    throw thrown;
  };
}
