import { LexHopError } from '@lexhop/foundation';

/** How often a job is tried before it has failed for good, and how long it rests after the first failure; each rest is twice the one before. */
export interface RetryPolicy {
  readonly tries: number;
  readonly firstDelayMilliseconds: number;
}

/** The rest before the next try, in milliseconds, of a job that was tried `tries` times. */
export function delayAfter(tries: number, policy: RetryPolicy): number {
  return policy.firstDelayMilliseconds * 2 ** (tries - 1);
}

/**
 * How long a job that failed so is to rest, in milliseconds, where its error knows: a retryable LexHopError with `retryAfterMilliseconds`.
 * The rest is no try: nothing was wrong but the moment.
 */
export function restNamedBy(thrown: unknown): number | undefined {
  if (!(thrown instanceof LexHopError) || !thrown.retryable || !('retryAfterMilliseconds' in thrown)) return undefined;
  return typeof thrown.retryAfterMilliseconds === 'number' ? thrown.retryAfterMilliseconds : undefined;
}

/** Whether a job that failed so may succeed when tried again: everything but a LexHopError that says no. */
export function mayBeTriedAgain(thrown: unknown): boolean {
  return !(thrown instanceof LexHopError) || thrown.retryable;
}
