import { LexHopError } from '@lexhop/foundation';

/** A row that can't be compared: it holds NaN or an infinity, or is longer than 1e15. */
export class UnusableVectorError extends LexHopError {
  override readonly name = 'UnusableVectorError';
  override readonly code = 'vector-unusable';

  constructor(
    readonly side: 'queries' | 'candidates',
    /** Counted from 0. */
    readonly row: number,
  ) {
    super(`Row ${row} of the ${side} can't be compared: it holds NaN or an infinity, or its length is above 1e15.`);
  }
}
