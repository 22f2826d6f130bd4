import { LexHopError } from '@lexhop/foundation';

/** A statute was asked for an article that it does not have. */
export class UnknownArticleError extends LexHopError {
  readonly code = 'unknown-article';

  constructor(
    readonly statuteId: string,
    readonly article: string,
  ) {
    super(`Statute ${statuteId} has no article ${article}.`);
  }
}
