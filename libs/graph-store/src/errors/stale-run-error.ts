import { LexHopError } from '@lexhop/foundation';

/** A late worker tried to save into a build that is not its own any more. */
export class StaleRunError extends LexHopError {
  override readonly name = 'StaleRunError';
  override readonly code = 'stale-run';

  constructor(
    readonly graph: string,
    readonly number: number,
    readonly run: number,
    options?: ErrorOptions,
  ) {
    super(
      `Run ${run} of build ${number} of graph ${graph} is not the current one: the build was cancelled, retried or ended. Nothing was saved.`,
      options,
    );
  }
}
