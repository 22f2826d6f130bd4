import { LexHopError } from '@lexhop/foundation';

/** A request that can't be served as it is; the sentence says what is allowed. */
export class BadRequestError extends LexHopError {
  override readonly name = 'BadRequestError';
  override readonly code = 'bad-request';

  constructor(sentence: string) {
    super(sentence);
  }
}

/** Whoever asked has hung up: the work is called off, and nobody reads the answer. */
export class ClientGoneError extends LexHopError {
  override readonly name = 'ClientGoneError';
  override readonly code = 'client-gone';

  constructor() {
    super('The client hung up before its answer was whole.');
  }
}

/** The key is known, but its role is not enough. */
export class ForbiddenError extends LexHopError {
  override readonly name = 'ForbiddenError';
  override readonly code = 'forbidden';

  constructor(readonly needed: string) {
    super(`This needs a key with the role ${needed}.`);
  }
}

/** What was asked for by its id is not there. */
export class NotFoundError extends LexHopError {
  override readonly name = 'NotFoundError';
  override readonly code = 'not-found';

  constructor(
    readonly kind: string,
    readonly id: string,
    readonly graph: string,
  ) {
    super(`Graph ${graph} has no ${kind} ${JSON.stringify(id.slice(0, 200))}.`);
  }
}

/** No key, or one that is not known. */
export class UnauthorizedError extends LexHopError {
  override readonly name = 'UnauthorizedError';
  override readonly code = 'unauthorized';

  constructor() {
    super('This server asks for an API key: send it as `Authorization: Bearer KEY`.');
  }
}

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
