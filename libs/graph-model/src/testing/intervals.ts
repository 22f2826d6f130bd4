import { type Interval, openEnd } from '../intervals.js';

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
