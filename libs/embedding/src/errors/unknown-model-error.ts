import { LexHopError } from '@lexhop/foundation';

/** No model of this name is known. */
export class UnknownModelError extends LexHopError {
  override readonly name = 'UnknownModelError';
  override readonly code = 'model-unknown';

  constructor(
    readonly model: string,
    readonly known: readonly string[],
  ) {
    super(`${JSON.stringify(model)} is no model that is known; these are: ${known.join(', ')}.`);
  }
}
