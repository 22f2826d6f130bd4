import { LexHopError, type Reason } from '@lexhop/foundation';

/** A model could not be fetched; what came whole before is kept, and the next attempt goes on from there. */
export class ModelDownloadError extends LexHopError {
  override readonly code = 'model-download-failed';
  override readonly retryable: boolean;
  /** Whether the source itself can't be reached: nothing to try again soon. */
  readonly unreachable: boolean;

  constructor(
    sentence: string,
    options: { readonly cause?: unknown; readonly retryable?: boolean; readonly unreachable?: boolean } = {},
  ) {
    super(sentence, { cause: options.cause });
    this.retryable = options.retryable ?? true;
    this.unreachable = options.unreachable ?? false;
  }
}

/** A file of a model is not what it should be: cut, changed, or of a kind that is not read. */
export class ModelFileError extends LexHopError {
  override readonly code = 'model-file-wrong';

  constructor(
    readonly file: string,
    sentence: string,
    cause?: unknown,
  ) {
    super(`${file}: ${sentence}`, { cause });
  }
}

/** A model's files are not on this machine, and were not to be fetched. */
export class ModelMissingError extends LexHopError {
  override readonly code = 'model-missing';
  override readonly hint: string;

  constructor(
    readonly model: string,
    override readonly why: Reason,
  ) {
    super(`${model} is not on this machine: ${why.reason}`);
    this.hint = `Fetch it with: lexhop models pull ${model}`;
  }
}

/** No model of this name is known. */
export class UnknownModelError extends LexHopError {
  override readonly code = 'model-unknown';

  constructor(
    readonly model: string,
    readonly known: readonly string[],
  ) {
    super(`${JSON.stringify(model)} is no model that is known; these are: ${known.join(', ')}.`);
  }
}
