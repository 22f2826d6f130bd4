/**
 * The builds that see a row of the graph: from `since` to before `until`.
 * A build opens and closes rows while it is made; the builds before it go on seeing what they saw.
 */
export interface Interval {
  readonly since: number;
  readonly until: number;
}

/** The `until` of a row that no build has closed: greater than every build's number, and the greatest that a 32-bit column holds. */
export const openEnd = 2_147_483_647;
