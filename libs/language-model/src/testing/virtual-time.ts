import { Clock } from '@lexhop/foundation';

interface Sleeper {
  readonly at: number;
  wake(): void;
}

/** Time that passes as fast as nobody has anything left to do: waits end in their order, and the clock jumps to each end. */
export class VirtualTime extends Clock {
  #milliseconds = Date.parse('2026-11-21T00:00:00Z');
  readonly #sleepers: Sleeper[] = [];

  override now(): Date {
    return new Date(this.#milliseconds);
  }

  /** Ends after so many virtual milliseconds, or rejects with the signal's reason. */
  wait = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
      this.#sleepers.push({ at: this.#milliseconds + milliseconds, wake: resolve });
    });

  /** Lets time pass until the work is done; returns how many virtual milliseconds it took. */
  async run(work: Promise<unknown>): Promise<number> {
    const begun = this.#milliseconds;
    let done = false;
    const ending = work.finally(() => (done = true));
    ending.catch(() => {});
    while (!done) {
      await this.#everybodyWaits();
      const next = this.#takeEarliest();
      if (next) this.#milliseconds = Math.max(this.#milliseconds, next.at);
      next?.wake();
    }
    await ending;
    return this.#milliseconds - begun;
  }

  async #everybodyWaits(): Promise<void> {
    // All that is resolved runs before the next macrotask.
    await new Promise((resolve) => setImmediate(resolve));
  }

  #takeEarliest(): Sleeper | undefined {
    const earliest = Math.min(...this.#sleepers.map(({ at }) => at));
    const place = this.#sleepers.findIndex(({ at }) => at === earliest);
    return place < 0 ? undefined : this.#sleepers.splice(place, 1)[0];
  }
}
