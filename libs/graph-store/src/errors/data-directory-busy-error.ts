import { LexHopError } from '@lexhop/foundation';

/** Another process has the data directory. */
export class DataDirectoryBusyError extends LexHopError {
  override readonly name = 'DataDirectoryBusyError';
  override readonly code = 'data-directory-busy';

  constructor(
    readonly directory: string,
    readonly pid: number,
    readonly startedAt: string,
    options?: ErrorOptions,
  ) {
    super(
      `The data directory ${directory} belongs to process ${pid}, which has it since ${startedAt}. Stop that process, or set LEXHOP_DATA_DIR to another directory.`,
      options,
    );
  }
}
