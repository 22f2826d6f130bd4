import { LexHopError } from '@lexhop/foundation';

/** The server answered with a problem; `hint` is what the server says to do about it. */
export class ProblemError extends LexHopError {
  override readonly name = 'ProblemError';
  override readonly hint: string | undefined;

  constructor(
    readonly status: number,
    override readonly code: string,
    detail: string,
    readonly facts: Readonly<Record<string, unknown>>,
  ) {
    super(detail);
    this.hint = typeof facts['hint'] === 'string' ? facts['hint'] : undefined;
  }
}
