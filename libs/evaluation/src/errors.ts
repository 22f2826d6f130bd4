import { LexHopError } from '@lexhop/foundation';

/** A corpus or a file of queries that can't be evaluated with: names the file, the line and the reason. */
export class EvaluationFileError extends LexHopError {
  override readonly code = 'evaluation-file-invalid';

  constructor(
    readonly fileName: string,
    /** 1-based; 0 for the file as a whole. */
    readonly line: number,
    readonly reason: string,
  ) {
    super(line === 0 ? `${fileName} ${reason}.` : `${fileName}: line ${line} ${reason}.`);
  }
}

/** A variant could not do what its name says, so its figures would be wrong. */
export class VariantFailedError extends LexHopError {
  override readonly code = 'variant-failed';

  constructor(
    readonly variant: string,
    readonly query: string,
    sentence: string,
  ) {
    super(`"${variant}" can't be measured, it failed on query ${query}. ${sentence}`);
  }
}
