import { LexHopError } from '@lexhop/foundation';

/** How often a job is tried before it has failed for good, and how long it rests after the first failure; each rest is twice the one before. */
export interface RetryPolicy {
  readonly tries: number;
  readonly firstDelayMilliseconds: number;
  /** For so long after it was put on the queue, a rest that its error names costs a job no try; 24 hours unless said. */
  readonly freeRestMilliseconds?: number;
}

const aDay = 24 * 3_600_000;

/** The rest before the next try, in milliseconds, of a job that was tried `tries` times. */
export function delayAfter(tries: number, policy: RetryPolicy): number {
  return policy.firstDelayMilliseconds * 2 ** (tries - 1);
}

/** Whether a job that was put on the queue so long ago still rests without costing a try. */
export function restsFreely(ageMilliseconds: number, { freeRestMilliseconds = aDay }: RetryPolicy): boolean {
  return ageMilliseconds < freeRestMilliseconds;
}

/**
 * How long a job that failed so is to rest, in milliseconds, where its error knows: a retryable LexHopError with `retryAfterMilliseconds`.
 * The rest is no try: nothing was wrong but the moment. A job that rests freely no more is tried like after any failure, so that a build
 * whose provider never answers ends and says why; unless the job only waits for its turn under our own limits (`isOwnPace`).
 */
export function restNamedBy(thrown: unknown, job: { readonly restsFreely: boolean }): number | undefined {
  if (!(thrown instanceof LexHopError) || !thrown.retryable || !('retryAfterMilliseconds' in thrown)) return undefined;
  if (!job.restsFreely && !isOwnPace(thrown)) return undefined;
  return typeof thrown.retryAfterMilliseconds === 'number' ? thrown.retryAfterMilliseconds : undefined;
}

/** How a job stands while it is tried. */
export interface JobStanding {
  /** 1-based. */
  readonly tries: number;
  /** Whether no try is left after this one. */
  readonly lastTry: boolean;
  /** Whether a rest that an error names costs no try. */
  readonly restsFreely: boolean;
}

/** How long a job that failed so rests before it is tried again, in milliseconds; undefined where it is not. */
export function restAfter(thrown: unknown, job: JobStanding, policy: RetryPolicy): number | undefined {
  const named = restNamedBy(thrown, job);
  if (named !== undefined) return restOf(named, policy);
  return job.lastTry || !mayBeTriedAgain(thrown) ? undefined : delayAfter(job.tries, policy);
}

/** A named rest as it is taken, in milliseconds: no shorter than the policy's first delay, no longer than a day. */
export function restOf(namedMilliseconds: number, { firstDelayMilliseconds }: RetryPolicy): number {
  return Math.min(aDay, Math.max(firstDelayMilliseconds, namedMilliseconds));
}

/** Whether nobody refused: the next turn under our own limits is too far away. */
export function isOwnPace(thrown: unknown): boolean {
  return thrown instanceof LexHopError && 'isOwnPace' in thrown && thrown.isOwnPace === true;
}

/** Whether a job that failed so may succeed when tried again: everything but a LexHopError that says no. */
export function mayBeTriedAgain(thrown: unknown): boolean {
  return !(thrown instanceof LexHopError) || thrown.retryable;
}
