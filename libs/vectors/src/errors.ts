import { LexHopError } from '@lexhop/foundation';

/** An array of floats or bytes that does not hold the rows it should. */
export class VectorShapeError extends LexHopError {
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

/** A row that can't be compared: it holds NaN or an infinity, or is longer than 1e15. */
export class UnusableVectorError extends LexHopError {
  override readonly code = 'vector-unusable';

  constructor(
    readonly side: 'queries' | 'candidates',
    /** Counted from 0. */
    readonly row: number,
  ) {
    super(`Row ${row} of the ${side} can't be compared: it holds NaN or an infinity, or its length is above 1e15.`);
  }
}

/** A request for nearest rows whose parts don't fit each other. */
export class UnusableRequestError extends LexHopError {
  override readonly code = 'nearest-request-unusable';

  constructor(readonly reason: string) {
    super(`This search for nearest rows can't be made: ${reason}.`);
  }
}

const unitRoundoff = 2 ** -24;

/**
 * How far a score that is compared (a float32 dot product, plus a Jaccard where there is one) may be from the exact one, whatever
 * the order of additions: γ·|q|·|c| with γ = d·u / (1 - d·u), u = 2⁻²⁴ (Higham, Accuracy and Stability of Numerical Algorithms, §3.1).
 *
 * @param lengths product of the greatest lengths of a query and of a candidate
 */
export function productError(dimensions: number, lengths: number): number {
  const gamma = (dimensions * unitRoundoff) / (1 - dimensions * unitRoundoff);
  const float64 = 1e-9 * (1 + lengths);
  return gamma * lengths + float64;
}
