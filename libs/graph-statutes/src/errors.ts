import { LexHopError } from '@lexhop/foundation';

/** An import stopped before the end of its file. The sentence has the reason and how many statutes were saved before. */
export class ImportStoppedError extends LexHopError {
  override readonly code: string;
  override readonly retryable: boolean;

  private constructor(
    cause: LexHopError,
    file: string,
    readonly saved: number,
    what: string,
  ) {
    const kept =
      saved === 0
        ? `Nothing of ${file} was saved.`
        : `Before that, ${saved} ${what} of ${file} were saved; what came after was not.`;
    super(`${cause.message} ${kept} Files sent before it in the same request were saved whole.`, { cause });
    this.code = cause.code;
    this.retryable = cause.retryable;
  }

  /** Of an error of LexHop, with its code and its facts; any other stays as it is. */
  static of(
    thrown: unknown,
    file: string,
    { saved, what }: { readonly saved: number; readonly what: string },
  ): unknown {
    if (!(thrown instanceof LexHopError)) return thrown;
    const { name: _name, ...facts } = thrown;
    return Object.assign(new ImportStoppedError(thrown, file, saved, what), facts);
  }
}
