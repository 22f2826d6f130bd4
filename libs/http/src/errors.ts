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

/** A page of another site asks through a browser. */
export class CrossSiteError extends LexHopError {
  override readonly name = 'CrossSiteError';
  override readonly code = 'cross-site';

  constructor() {
    super('A page of another site asked for this through a browser; only GET is answered then.');
  }
}

/** The key is known, but it does not open this. */
export class ForbiddenError extends LexHopError {
  override readonly name = 'ForbiddenError';
  override readonly code = 'forbidden';

  constructor(
    readonly needed: string,
    readonly graphs?: readonly string[],
  ) {
    super(graphs ? `This key opens only: ${graphs.join(', ')}.` : `This needs a key with the role ${needed}.`);
  }
}

/** There is such an address, and it is not for this method. */
export class MethodNotAllowedError extends LexHopError {
  override readonly name = 'MethodNotAllowedError';
  override readonly code = 'method-not-allowed';

  constructor(
    method: string,
    readonly allowed: readonly string[],
  ) {
    super(`${method} is not for this address; these are: ${allowed.join(', ')}.`);
  }
}

/** A request that is meant for another server. */
export class MisdirectedError extends LexHopError {
  override readonly name = 'MisdirectedError';
  override readonly code = 'misdirected';

  constructor() {
    super('This server answers on loopback only, by the names localhost, 127.0.0.1 and [::1].');
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

/** As much is under way as this process takes at a time. */
export class BusyError extends LexHopError {
  override readonly name = 'BusyError';
  override readonly code = 'busy';
  override readonly retryable = true;
  readonly retryAfterMilliseconds = 1_000;

  constructor(readonly most: number) {
    super(
      `${most} questions are being answered, the most at a time (LEXHOP_RETRIEVALS_AT_ONCE). Ask again in a second.`,
    );
  }
}

/** A caller asks more often than it may. */
export class TooManyRequestsError extends LexHopError {
  override readonly name = 'TooManyRequestsError';
  override readonly code = 'too-many-requests';
  override readonly retryable = true;
  readonly retryAfterMilliseconds: number;

  constructor(perMinute: number, seconds: number) {
    super(`This caller may ask ${perMinute} times a minute (LEXHOP_RATE_PER_KEY): the next time in ${seconds} s.`);
    this.retryAfterMilliseconds = seconds * 1000;
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

/** The body of a request comes too slowly: its client holds a connection, and sends next to nothing. */
export class SlowRequestError extends LexHopError {
  override readonly name = 'SlowRequestError';
  override readonly code = 'slow-request';

  constructor(readonly seconds: number) {
    super(`Next to nothing of the request came within ${seconds} s; its connection was closed.`);
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
