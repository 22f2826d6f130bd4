import { readFileSync } from 'node:fs';

const tickMilliseconds = 5;

/**
 * The longest time for which a thread's event loop could not go on, whatever held it: work that ran on it, or a call that blocked it.
 * Time in which the thread was ready and the machine gave the processor to others is not counted where the system tells it (Linux).
 */
export class EventLoopWatch {
  readonly #timer = setInterval(() => this.#tick(), tickMilliseconds);
  #longest = 0;
  #last = now();

  /** Stops watching and says the longest time, in milliseconds. */
  stop(): number {
    clearInterval(this.#timer);
    this.#tick();
    return this.#longest;
  }

  #tick(): void {
    const current = now();
    const held = current.at - this.#last.at - (current.waited - this.#last.waited) - tickMilliseconds;
    this.#longest = Math.max(this.#longest, held);
    this.#last = current;
  }
}

function now(): { readonly at: number; readonly waited: number } {
  return { at: performance.now(), waited: waitedForProcessor() };
}

/** How long this thread has been ready without running, in milliseconds; the second number of its schedstat, in nanoseconds. */
function waitedForProcessor(): number {
  if (process.platform !== 'linux') return 0;
  return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[1]) / 1e6;
}
