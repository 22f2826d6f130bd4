import { LexHopError } from '@lexhop/foundation';

/** One build per graph is made at a time. */
export class BuildRunningError extends LexHopError {
  override readonly name = 'BuildRunningError';
  override readonly code = 'build-running';
  override readonly retryable = true;

  constructor(
    readonly graph: string,
    readonly running: number,
    options?: ErrorOptions,
  ) {
    super(`Graph ${graph} already has a build being made: number ${running}. Wait for it, or cancel it.`, options);
  }
}
