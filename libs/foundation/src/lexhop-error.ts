/**
 * The base of every error LexHop raises on purpose.
 *
 * The message is a sentence for people, with the numbers in it; `code` is stable and for machines; `retryable` says
 * whether the same call may succeed later without anybody changing anything. Facts are readonly fields of subclasses.
 */
export abstract class LexHopError extends Error {
  abstract override readonly name: string;
  /** Stable, kebab-case; part of the REST contract (RFC 9457 `code`). */
  abstract readonly code: string;
  readonly retryable: boolean = false;
  /** What the caller can do about it, in a sentence, where there is something to do. */
  readonly hint?: string;
}

/** Whatever was thrown, as an Error. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
