import { LexHopError } from '@lexhop/foundation';

/** A model's files are not on this machine, and were not to be fetched. */
export class ModelMissingError extends LexHopError {
  override readonly name = 'ModelMissingError';
  override readonly code = 'model-missing';
  override readonly hint: string;

  constructor(
    readonly model: string,
    reason: string,
  ) {
    super(`${model} is not on this machine: ${reason}`);
    this.hint = `Fetch it with: lexhop models pull ${model}`;
  }
}
