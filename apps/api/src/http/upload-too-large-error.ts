import { LexHopError } from '@lexhop/foundation';

/** An upload is over the bound. */
export class UploadTooLargeError extends LexHopError {
  override readonly name = 'UploadTooLargeError';
  override readonly code = 'upload-too-large';

  constructor(
    readonly file: string,
    readonly limitMegabytes: number,
  ) {
    super(
      `${file} is larger than ${limitMegabytes} MiB, the most that is taken (LEXHOP_UPLOAD_LIMIT_MB). Nothing after that was read.`,
    );
  }
}
