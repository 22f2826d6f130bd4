import { LexHopError } from '@lexhop/foundation';

/** 400: a request that can't be served as it is. The sentence says what is allowed. */
export class BadRequestError extends LexHopError {
  override readonly code = 'bad-request';

  constructor(sentence: string) {
    super(sentence);
  }
}

/** 499: the client hung up, so its work was cancelled. Nobody reads this answer. */
export class ClientGoneError extends LexHopError {
  override readonly code = 'client-gone';

  constructor() {
    super('The client hung up before its answer was whole.');
  }
}

/** 403: a page of another site sent a changing request through a browser. */
export class CrossSiteError extends LexHopError {
  override readonly code = 'cross-site';

  constructor() {
    super('A page of another site asked for this through a browser; only GET is answered then.');
  }
}

/** 403: the key is known, but its role or its graphs do not allow this. */
export class ForbiddenError extends LexHopError {
  override readonly code = 'forbidden';

  constructor(
    readonly needed: string,
    readonly graphs?: readonly string[],
  ) {
    super(graphs ? `This key opens only: ${graphs.join(', ')}.` : `This needs a key with the role ${needed}.`);
  }
}

/** 405: the address exists, but not for this method. */
export class MethodNotAllowedError extends LexHopError {
  override readonly code = 'method-not-allowed';

  constructor(
    method: string,
    readonly allowed: readonly string[],
  ) {
    super(`${method} is not for this address; these are: ${allowed.join(', ')}.`);
  }
}

/** 421: the request names a host that this server does not answer for. */
export class MisdirectedError extends LexHopError {
  override readonly code = 'misdirected';

  constructor() {
    super('This server answers on loopback only, by the names localhost, 127.0.0.1 and [::1].');
  }
}

/** 404: the graph has nothing with this id. */
export class NotFoundError extends LexHopError {
  override readonly code = 'not-found';

  constructor(
    readonly kind: string,
    readonly id: string,
    readonly graph: string,
  ) {
    super(`Graph ${graph} has no ${kind} ${JSON.stringify(id.slice(0, 200))}.`);
  }
}

/** 503: this process does as much at a time as it may. */
export class BusyError extends LexHopError {
  override readonly code = 'busy';
  override readonly retryable = true;
  readonly retryAfterMilliseconds = 1_000;

  constructor(readonly most: number) {
    super(`${most} queries are being answered, the most at a time (LEXHOP_RETRIEVALS_AT_ONCE). Ask again in a second.`);
  }
}

/** 429: a caller asks more often than it may. */
export class TooManyRequestsError extends LexHopError {
  override readonly code = 'too-many-requests';
  override readonly retryable = true;
  readonly retryAfterMilliseconds: number;

  constructor(perMinute: number, seconds: number) {
    super(`This caller may ask ${perMinute} times a minute (LEXHOP_RATE_PER_KEY): the next time in ${seconds} s.`);
    this.retryAfterMilliseconds = seconds * 1000;
  }
}

/** 401: no key, or an unknown one. */
export class UnauthorizedError extends LexHopError {
  override readonly code = 'unauthorized';

  constructor() {
    super('This server asks for an API key: send it as `Authorization: Bearer KEY`.');
  }
}

/** 408: the body of a request comes too slowly. */
export class SlowRequestError extends LexHopError {
  override readonly code = 'slow-request';

  constructor(readonly seconds: number) {
    super(`Next to nothing of the request came within ${seconds} s; its connection was closed.`);
  }
}

/** 413: an uploaded file is larger than the limit. */
export class UploadTooLargeError extends LexHopError {
  override readonly code = 'upload-too-large';
  override readonly hint = 'LEXHOP_UPLOAD_LIMIT_MB bounds files of statutes and of questions.';

  constructor(
    readonly file: string,
    readonly limitMegabytes: number,
  ) {
    super(`${file} is larger than ${limitMegabytes} MiB, the most that is taken here. Nothing after that was read.`);
  }
}
