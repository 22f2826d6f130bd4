/** Says what time it is; a port so that tests decide. */
export abstract class Clock {
  /** Now, as a date. */
  abstract now(): Date;
}

/** The machine's own clock. */
export class SystemClock extends Clock {
  override now(): Date {
    return new Date();
  }
}
