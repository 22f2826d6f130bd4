import { LexHopError } from '@lexhop/foundation';

/** No such build, or it was abandoned or collected. */
export class BuildGoneError extends LexHopError {
  override readonly name = 'BuildGoneError';
  override readonly code = 'build-gone';

  constructor(
    readonly graph: string,
    readonly number: number,
    options?: ErrorOptions,
  ) {
    super(`Graph ${graph} has no build ${number}, or no longer.`, options);
  }
}
