const turnMilliseconds = 10;

/** Cuts a long computation into turns of about 10 ms, between which the thread does what else is waiting. */
export class Turns {
  #startedAt = performance.now();

  /** Whether the turn is over. It asks the clock: ask between pieces of work, not in a hot loop. */
  get over(): boolean {
    return performance.now() - this.#startedAt > turnMilliseconds;
  }

  /** Lets others run and begins the next turn. */
  async next(): Promise<void> {
    await new Promise(setImmediate);
    this.#startedAt = performance.now();
  }
}

/** Lets pieces of work begin one a turn of the event loop, in the order in which they ask: what each holds it for is not added up. */
export class LoopTurns {
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves when the caller may begin. */
  next(): Promise<unknown> {
    return (this.#last = this.#last.then(() => new Promise(setImmediate)));
  }
}
