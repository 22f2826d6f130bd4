import { setTimeout as sleep } from 'node:timers/promises';
import type { RateDemand, RateLimiter, Turn } from './rate-limiter.js';

/** Waits so long, or rejects with the signal's reason. */
export type Wait = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

export const waitInProcess: Wait = (milliseconds, signal) => sleep(milliseconds, undefined, { signal });

/** How a caller waits for its turn. */
interface Waiting {
  readonly longestWaitMilliseconds: number;
  readonly wait?: Wait;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Waits until a turn begins. Not granted: it would take longer than the longest wait, nothing was taken, and a turn may be free after so many
 * milliseconds. Aborted, it gives the turn's tokens back and rejects with the signal's reason. Its place among the requests stays taken: whoever
 * got it would begin beside a later turn that was granted already, one request a minute too many.
 */
export async function awaitTurn(limiter: RateLimiter, demand: RateDemand, waiting: Waiting): Promise<Turn> {
  const { longestWaitMilliseconds, wait = waitInProcess, signal } = waiting;
  let waited = 0;
  for (;;) {
    signal?.throwIfAborted();
    const turn = await limiter.reserve(demand, Math.max(0, longestWaitMilliseconds - waited));
    if (!turn.granted || turn.waitMilliseconds === 0) return turn;
    try {
      await wait(turn.waitMilliseconds, signal);
    } catch (thrown) {
      await limiter.settle(demand, 0);
      signal?.throwIfAborted();
      throw thrown;
    }
    if ((await limiter.pausedFor(demand.channel)) === 0) return turn;
    // A pause began meanwhile: turns granted before it would all begin at its end.
    await limiter.settle(demand, 0);
    waited += turn.waitMilliseconds;
  }
}
