/** An error as the server said it: RFC 9457 problem details. `code` is stable; `message` is the server's sentence, in English. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(
    readonly status: number,
    readonly code: string,
    detail: string,
    /** Further fields of the problem, such as the number of the running build. */
    readonly facts: Readonly<Record<string, unknown>>,
  ) {
    super(detail);
  }

  /** What the server says to do about it, in English, where it says so. */
  get hint(): string | undefined {
    const { hint } = this.facts;
    return typeof hint === 'string' ? hint : undefined;
  }
}

/** Reads problem details; an answer that is none (of a proxy, say) is told by its status. */
export function problemFrom(status: number, body: unknown): ProblemError {
  if (typeof body !== 'object' || body === null) return new ProblemError(status, 'unknown', `HTTP ${status}`, {});
  const { code, detail, ...facts } = body as Readonly<Record<string, unknown>>;
  return new ProblemError(
    status,
    typeof code === 'string' ? code : 'unknown',
    typeof detail === 'string' ? detail : `HTTP ${status}`,
    facts,
  );
}
