import { LexHopError } from '@lexhop/foundation';

/** The server answered with a problem. */
export class ProblemError extends LexHopError {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    override readonly code: string,
    detail: string,
    readonly facts: Readonly<Record<string, unknown>>,
  ) {
    super(detail);
  }
}
