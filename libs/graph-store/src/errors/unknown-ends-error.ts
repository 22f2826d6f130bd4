import { LexHopError } from '@lexhop/foundation';

/** Edges or matches were to be saved between nodes or questions that the build does not have. */
export class UnknownEndsError extends LexHopError {
  override readonly name = 'UnknownEndsError';
  override readonly code = 'unknown-ends';

  constructor(
    readonly graph: string,
    readonly number: number,
    readonly count: number,
    options?: ErrorOptions,
  ) {
    super(
      `${count} edges or matches of build ${number} of graph ${graph} lead from or to a node or question that the build does not have. Nothing of the batch was saved.`,
      options,
    );
  }
}
