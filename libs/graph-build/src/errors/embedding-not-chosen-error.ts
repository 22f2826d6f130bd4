import { LexHopError } from '@lexhop/foundation';

/** A build was asked to embed before its embedding was chosen. */
export class EmbeddingNotChosenError extends LexHopError {
  override readonly name = 'EmbeddingNotChosenError';
  override readonly code = 'embedding-not-chosen';

  constructor(
    readonly graph: string,
    readonly number: number,
  ) {
    super(`Build ${number} of graph ${graph} has no embedding space yet.`);
  }
}
