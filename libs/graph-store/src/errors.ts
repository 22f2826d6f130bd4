import { LexHopError } from '@lexhop/foundation';

/** A backup can't be restored here; the books are as they were. */
export class BackupError extends LexHopError {
  override readonly code = 'backup';

  constructor(reason: string, options?: ErrorOptions) {
    super(`The backup can't be restored: ${reason}. Nothing was changed.`, options);
  }
}

/** A vector was asked for that is not stored. */
export class MissingVectorError extends LexHopError {
  override readonly code = 'missing-vector';

  constructor(
    readonly space: string,
    readonly hash: string,
  ) {
    super(`No vector ${hash} is stored in the embedding space ${space}.`);
  }
}

/** The books were written by a LexHop that knows more than this one. */
export class StoreVersionError extends LexHopError {
  override readonly code = 'store-version';

  constructor(
    readonly place: string,
    readonly version: number,
    readonly known: number,
  ) {
    super(
      `The books in ${place} were written by a newer LexHop: their tables are version ${version}, and this one knows ${known}. Update LexHop, or use other books.`,
    );
  }
}
