import { LexHopError } from '@lexhop/foundation';

/** A corpus or a file of queries that can't be evaluated with: names the file, the line and the reason. */
export class EvaluationFileError extends LexHopError {
  override readonly name = 'EvaluationFileError';
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
