import { LexHopError } from '@lexhop/foundation';

/** An array of floats or bytes that does not hold the rows it should. */
export class VectorShapeError extends LexHopError {
  override readonly name = 'VectorShapeError';
  override readonly code = 'vector-shape';

  constructor(
    /** What has the wrong shape, as a sentence's subject: `The candidates`. */
    readonly subject: string,
    readonly found: number,
    readonly expected: string,
  ) {
    super(`${subject} hold ${found} values where ${expected} are expected.`);
  }
}
