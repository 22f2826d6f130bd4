import { LexHopError } from '@lexhop/foundation';

/** A file of a model is not what it should be: cut, changed, or of a kind that is not read. */
export class ModelFileError extends LexHopError {
  override readonly name = 'ModelFileError';
  override readonly code = 'model-file-wrong';

  constructor(
    readonly file: string,
    sentence: string,
    cause?: unknown,
  ) {
    super(`${file}: ${sentence}`, { cause });
  }
}
