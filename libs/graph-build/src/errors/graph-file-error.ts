import { LexHopError } from '@lexhop/foundation';

/** A file is not an exported graph, or is cut short. */
export class GraphFileError extends LexHopError {
  override readonly name = 'GraphFileError';
  override readonly code = 'graph-file';

  constructor(
    readonly file: string,
    readonly line: number,
    readonly reason: string,
  ) {
    super(`${file}, line ${line}: ${reason} Nothing was activated.`);
  }
}
