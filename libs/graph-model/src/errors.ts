import { LexHopError } from '@lexhop/foundation';

/** No such build, or it was abandoned or collected. */
export class BuildGoneError extends LexHopError {
  override readonly code = 'build-gone';

  constructor(
    readonly graph: string,
    readonly number: number,
  ) {
    super(`Graph ${graph} has no build ${number}, or no longer.`);
  }
}

/** One build per graph is made at a time. */
export class BuildRunningError extends LexHopError {
  override readonly code = 'build-running';
  override readonly retryable = true;

  constructor(
    readonly graph: string,
    readonly running: number,
  ) {
    super(`Graph ${graph} already has a build being made: number ${running}. Follow it to its end, or cancel it.`);
  }
}

/** A build is not in the state that a call needs. */
export class BuildStateError extends LexHopError {
  override readonly code = 'build-state';

  constructor(
    readonly graph: string,
    readonly number: number | undefined,
    readonly reason: string,
  ) {
    super(`Build ${number ?? '(none)'} of graph ${graph}: ${reason}`);
  }
}

/** A late worker tried to save into a build that is not its own any more. */
export class StaleRunError extends LexHopError {
  override readonly code = 'stale-run';

  constructor(
    readonly graph: string,
    readonly number: number,
    readonly run: number,
  ) {
    super(
      `Run ${run} of build ${number} of graph ${graph} is not the current one: the build was cancelled, retried or ended. Nothing was saved.`,
    );
  }
}
