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

/** Whether a build sees a row. */
export function isVisible({ since, until }: Interval, build: number): boolean {
  return since <= build && build < until;
}

/** The interval of a row that a build adds. */
export function openedBy(build: number): Interval {
  return { since: build, until: openEnd };
}

/** A row that a build sees, after the build closed it; undefined where the row goes, since no other build ever saw it. */
export function closedBy(row: Interval, build: number): Interval | undefined {
  return row.since === build ? undefined : { ...row, until: build };
}

/** A row that this build closed, open again; every other row stays as it is. */
export function reopenedBy(row: Interval, build: number): Interval {
  return row.until === build ? { ...row, until: openEnd } : row;
}

/** A row as if the build had never written: undefined where the build opened it, open again where the build closed it. Builds are undone newest first. */
export function withoutBuild(row: Interval, build: number): Interval | undefined {
  return row.since === build ? undefined : reopenedBy(row, build);
}

/** Whether only builds before `oldest` can see a row, so that it may be deleted once those are not kept. */
export function isCollectable(row: Interval, oldest: number): boolean {
  return row.until <= oldest;
}
