import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Interval, openEnd } from '../intervals.js';
import { closedBy, isCollectable, isVisible, openedBy, reopenedBy, withoutBuild } from './intervals.js';

const build = fc.integer({ min: 1, max: 40 });
const closed = fc
  .tuple(build, build)
  .map(([one, other]): Interval => ({ since: Math.min(one, other), until: Math.max(one, other) + 1 }));
const interval = fc.oneof(
  build.map((since): Interval => openedBy(since)),
  closed,
);

describe('intervals', () => {
  it('are seen from the build that opened the row to before the one that closed it', () => {
    const row = { since: 3, until: 5 };
    expect([2, 3, 4, 5, openEnd - 1].map((number) => isVisible(row, number))).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(isVisible(openedBy(3), openEnd - 1)).toBe(true);
  });

  it('lose a row to the build that closes it and to no build before', () => {
    fc.assert(
      fc.property(interval, build, build, (row, closing, other) => {
        fc.pre(isVisible(row, closing) && row.until === openEnd);
        const after = closedBy(row, closing);
        const sees = after !== undefined && isVisible(after, other);
        expect(sees).toBe(other < closing && isVisible(row, other));
      }),
    );
  });

  it('undo what a build wrote: closing and reopening leaves a row, opening and undoing leaves none', () => {
    fc.assert(
      fc.property(interval, build, (row, number) => {
        fc.pre(row.since < number && row.until === openEnd);
        const after = closedBy(row, number);
        expect(after && reopenedBy(after, number)).toEqual(row);
        expect(after && withoutBuild(after, number)).toEqual(row);
        expect(withoutBuild(openedBy(number), number)).toBeUndefined();
        expect(closedBy(openedBy(number), number)).toBeUndefined();
      }),
    );
  });

  it('are left as they are by undoing a build that wrote nothing of them', () => {
    fc.assert(
      fc.property(interval, build, (row, number) => {
        fc.pre(row.since !== number && row.until !== number);
        expect(withoutBuild(row, number)).toEqual(row);
        expect(reopenedBy(row, number)).toEqual(row);
      }),
    );
  });

  it('are collectable exactly where no build from the oldest on sees the row', () => {
    fc.assert(
      fc.property(interval, build, (row, oldest) => {
        const later = Array.from({ length: 50 }, (_, place) => oldest + place);
        expect(isCollectable(row, oldest)).toBe(!later.some((number) => isVisible(row, number)));
      }),
    );
  });
});
