/** No server answers at the address, or its answer broke off. */
export class ServerUnreachableError extends Error {
  override readonly name = 'ServerUnreachableError';
  readonly code = 'server-unreachable';
  readonly retryable = true;
  /** What to do about it, in a sentence, where that is known. */
  readonly hint: string | undefined;

  constructor(
    readonly url: string,
    { hint, ...options }: ErrorOptions & { readonly hint?: string } = {},
  ) {
    super(`No LexHop server answers at ${url}.`, options);
    this.hint = hint;
  }
}

/** An error of the server, from its problem details (RFC 9457). `code` is stable; `message` is the server's sentence, in English. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    /** The HTTP status. */
    readonly status: number,
    readonly code: string,
    detail: string,
    /** Further fields of the problem, such as the number of the running build. */
    readonly facts: Readonly<Record<string, unknown>>,
  ) {
    super(detail);
  }

  /** Whether the same request may succeed later. A server that restarts answers 503. */
  get retryable(): boolean {
    return this.status >= 500 || this.status === 429;
  }

  /** What the server says to do about it, in English, where it says so. */
  get hint(): string | undefined {
    const { hint } = this.facts;
    return typeof hint === 'string' ? hint : undefined;
  }
}

const longestDetail = 200;

/** Makes the error from problem details. Of any other answer, for instance a proxy's, it has the status and the first words. */
export function problemFrom(status: number, body: unknown): ProblemError {
  if (typeof body !== 'object' || body === null) {
    const words = typeof body === 'string' && body.trim() !== '' ? `: ${body.trim().slice(0, longestDetail)}` : '';
    return new ProblemError(status, 'unknown', `The server answered HTTP ${status}${words}`, {});
  }
  const { code, detail, ...facts } = body as Readonly<Record<string, unknown>>;
  return new ProblemError(
    status,
    typeof code === 'string' ? code : 'unknown',
    typeof detail === 'string' ? detail : `The server answered HTTP ${status}`,
    facts,
  );
}
