import { setImmediate } from 'node:timers/promises';

const turnMilliseconds = 10;

/** Cuts a long computation into turns of about 10 ms, between which the thread does what else is waiting. */
export class Turns {
  #startedAt = performance.now();

  /** Whether the turn is over; ask every few hundred thousand operations. */
  get over(): boolean {
    return performance.now() - this.#startedAt > turnMilliseconds;
  }

  /** Lets others run and begins the next turn. */
  async next(): Promise<void> {
    await setImmediate();
    this.#startedAt = performance.now();
  }
}
