/** Lets pieces of work begin one a turn of the event loop, in the order in which they ask: what each holds it for is not added up. */
export class LoopTurns {
  #last: Promise<unknown> = Promise.resolve();

  /** Resolves when the caller may begin. */
  next(): Promise<unknown> {
    return (this.#last = this.#last.then(() => new Promise(setImmediate)));
  }
}
