import { LexHopError } from '@lexhop/foundation';

/** A vector was asked for that is not stored. */
export class MissingVectorError extends LexHopError {
  override readonly name = 'MissingVectorError';
  override readonly code = 'missing-vector';

  constructor(
    readonly space: string,
    readonly hash: string,
    options?: ErrorOptions,
  ) {
    super(`No vector ${hash} is stored in the embedding space ${space}.`, options);
  }
}

/** The books were written by a LexHop that knows more than this one. */
export class StoreVersionError extends LexHopError {
  override readonly name = 'StoreVersionError';
  override readonly code = 'store-version';

  constructor(
    readonly place: string,
    readonly version: number,
    readonly known: number,
    options?: ErrorOptions,
  ) {
    super(
      `The books in ${place} were written by a newer LexHop: their tables are version ${version}, and this one knows ${known}. Update LexHop, or use other books.`,
      options,
    );
  }
}

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
