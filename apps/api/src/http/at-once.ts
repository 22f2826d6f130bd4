import { BusyError } from './errors.js';

/** Bounds how much of one kind of work is under way in this process: what comes beyond is refused at once, and so nobody waits for long. */
export class AtOnce {
  #underWay = 0;

  constructor(private readonly most: number) {}

  /** Rejects with a BusyError where the most are under way; else as the work does. */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#underWay >= this.most) throw new BusyError(this.most);
    this.#underWay += 1;
    try {
      return await work();
    } finally {
      this.#underWay -= 1;
    }
  }
}
