import { LexHopError } from '@lexhop/foundation';

/** A request that can't be served as it is; the sentence says what is allowed. */
export class BadRequestError extends LexHopError {
  override readonly name = 'BadRequestError';
  override readonly code = 'bad-request';

  constructor(sentence: string) {
    super(sentence);
  }
}
