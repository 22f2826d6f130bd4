import { LexHopError } from '@lexhop/foundation';

/** How often a job is tried before it has failed for good, and how long it rests after the first failure. Each rest is twice as long as the one before. */
export interface RetryPolicy {
  readonly tries: number;
  readonly firstDelayMilliseconds: number;
  /** How long after it was put on the queue a job may rest without this counting as a try; 24 hours unless said. */
  readonly freeRestMilliseconds?: number;
}

/** How a job stands while it is tried. */
export interface JobStanding {
  /** How often it has been tried, this try included. */
  readonly tries: number;
  /** Whether no try is left after this one. */
  readonly isLastTry: boolean;
  /** How long ago it was put on the queue. */
  readonly ageMilliseconds: number;
}

/** When a job that has failed is tried again. */
interface NextTry {
  readonly afterMilliseconds: number;
  /** Whether the rest until then does not count as a try: nothing was wrong but the moment. */
  readonly isFree: boolean;
}

const aDay = 24 * 3_600_000;

/**
 * When a job that failed with this error is tried again; undefined if it has failed for good. A LexHopError that is not retryable fails it for good.
 * A retryable one may name the rest (`retryAfterMilliseconds`): then the job rests that long, but not less than the policy's first delay and not more
 * than a day. This is free while the job is young, and always while it waits for its turn under our own limits (`isOwnPace`). An old job whose
 * provider still names a rest is tried as after any other error, so that its build ends at last and says why.
 */
export function nextTry(thrown: unknown, job: JobStanding, policy: RetryPolicy): NextTry | undefined {
  const { firstDelayMilliseconds, freeRestMilliseconds = aDay } = policy;
  if (thrown instanceof LexHopError && !thrown.retryable) return undefined;
  const named = restNamedBy(thrown);
  if (named !== undefined && (isOwnPace(thrown) || job.ageMilliseconds < freeRestMilliseconds))
    return { afterMilliseconds: Math.min(aDay, Math.max(firstDelayMilliseconds, named)), isFree: true };
  return job.isLastTry
    ? undefined
    : { afterMilliseconds: firstDelayMilliseconds * 2 ** (job.tries - 1), isFree: false };
}

function restNamedBy(thrown: unknown): number | undefined {
  const isNamed = thrown instanceof LexHopError && 'retryAfterMilliseconds' in thrown;
  return isNamed && typeof thrown.retryAfterMilliseconds === 'number' ? thrown.retryAfterMilliseconds : undefined;
}

/** Whether nobody refused the job: its next turn under our own limits is only too far away. */
export function isOwnPace(thrown: unknown): boolean {
  return thrown instanceof LexHopError && 'isOwnPace' in thrown && thrown.isOwnPace === true;
}
