import { LexHopError } from '@lexhop/foundation';

/** A file of texts, or one of vectors to go on with, is not what it should be. */
export class EmbeddingFileError extends LexHopError {
  override readonly name = 'EmbeddingFileError';
  override readonly code = 'embedding-file-invalid';

  constructor(
    readonly file: string,
    sentence: string,
  ) {
    super(`${file} ${sentence}`);
  }
}
