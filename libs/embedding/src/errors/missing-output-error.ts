import { LexHopError } from '@lexhop/foundation';

/** A model was asked for an output that it does not have. */
export class MissingOutputError extends LexHopError {
  override readonly name = 'MissingOutputError';
  override readonly code = 'embedding-output-missing';

  constructor(
    readonly model: string,
    readonly missing: string,
    readonly outputs: readonly string[],
  ) {
    super(`${model} gives no ${missing} vectors; it gives ${outputs.join(', ')}.`);
  }
}
