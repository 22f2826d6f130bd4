/** Nobody answers at the server's address, or what it was saying broke off. */
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

/** An error as the server said it: RFC 9457 problem details. `code` is stable; `message` is the server's sentence, in English. */
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

  /** Whether the same request may be answered otherwise later. A restarting server answers 503. */
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

/** Reads problem details; an answer that is none (of a proxy, say) is told by its status and its first words. */
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
