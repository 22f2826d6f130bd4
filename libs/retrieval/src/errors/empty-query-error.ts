import { LexHopError } from '@lexhop/foundation';

/** A query without a single visible character. */
export class EmptyQueryError extends LexHopError {
  override readonly name = 'EmptyQueryError';
  override readonly code = 'query-empty';

  constructor() {
    super('The query is empty: say what you look for.');
  }
}
